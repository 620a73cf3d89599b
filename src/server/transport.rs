//! The loop: reads messages, drives tower-lsp's service with them, writes the answers. One thread.
//!
//! tower-lsp's own `Server` reorders messages once a handler awaits, stops at four slow requests, sees a
//! cancellation only behind them, and ends at the first malformed message. Here each message's future is
//! polled once at once, in the order of arrival, so what a handler does before its first `.await` is done
//! in that order; what is not finished then is kept and polled when it was woken. Any number may wait.
//! Analyses wait until no more input is there, so that a burst of edits costs one.

use super::frame::Framer;
use super::hub::{Hub, Job, Todo};
use super::log;
use super::message::{self, Broken, Message};
use super::pipes::Pipes;
use super::repair;
use serde_json::Value;
use serde_json::value::RawValue;
use std::future::Future;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::lsp_types::{LogTraceParams, notification};
use tower_lsp::{ExitedError, LanguageServer, LspService};
use tower_service::Service;

/// How long a stream of input that does not pause may hold back analyses.
const LONGEST_BURST: Duration = Duration::from_millis(50);
/// Input that follows other input this fast is no typing: more is to be expected as fast.
const PAUSE: Duration = Duration::from_micros(100);
/// How long to wait, at the end, for the client to take what it has not.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// What handles messages before tower-lsp does: those that are too many to take the long way, or that must be
/// understood even where they do not fit the protocol's types.
pub trait Front {
    /// A notification; whether it has been dealt with.
    fn notification(&self, method: &str, params: Option<&RawValue>) -> bool;
    /// A request; whether it has been dealt with (it is answered sooner or later).
    fn request(&self, id: &Id, method: &str, params: Option<&RawValue>) -> bool;
    /// The parameters as tower-lsp is to see them.
    fn repaired(&self, method: &str, params: Option<&RawValue>) -> Option<Value>;
    /// All input has been read: time to analyse.
    fn settle(&self);
    /// Whether the client waits for what only [`Front::settle`] answers.
    fn is_asked(&self) -> bool;
    /// All that was asked has been answered: time for what nobody waits for and what makes the next answer quick.
    fn rest(&self);
}

type Answer = Pin<Box<dyn Future<Output = Result<Option<Response>, ExitedError>> + Send>>;

enum Task {
    Message(Option<Id>, Answer),
    Job(Job),
}

/// A place for a task; its waker outlives the task.
struct Slot {
    task: Option<Task>,
    waker: Waker,
}

struct Alarm {
    hub: Arc<Hub>,
    number: usize,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.hub.wake(self.number);
    }
}

pub struct Transport<S, F> {
    service: LspService<S>,
    front: F,
    hub: Arc<Hub>,
    slots: Vec<Slot>,
    free: Vec<usize>,
    todo: Todo,
    shut_down: bool,
}

impl<S: LanguageServer, F: Front> Transport<S, F> {
    pub fn new(service: LspService<S>, front: F, hub: Arc<Hub>) -> Self {
        Transport {
            service,
            front,
            hub,
            slots: Vec::new(),
            free: Vec::new(),
            todo: Todo::default(),
            shut_down: false,
        }
    }

    /// Serves until the client says `exit` or goes away; whether it said `shutdown` before.
    pub fn serve(mut self, mut pipes: Pipes) -> bool {
        let orderly = self.run(&mut pipes);
        let deadline = Instant::now() + LAST_WORDS;
        while let Ok(true) = self.hub.flush(|bytes| pipes.write(bytes)) {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || pipes.wait(Some(left), true).is_err() {
                break;
            }
        }
        pipes.finish(LAST_WORDS);
        orderly.unwrap_or(false)
    }

    fn run(&mut self, pipes: &mut Pipes) -> io::Result<bool> {
        let mut framer = Framer::default();
        let mut burst: Option<Instant> = None;
        let mut is_quick = false;
        loop {
            while let Some(body) = framer.next() {
                if let Some(orderly) = self.receive(&framer.bytes()[body]) {
                    return Ok(orderly);
                }
            }
            framer.shrink();
            self.work();
            let mut ready = pipes.wait(Some(Duration::ZERO), false)?;
            // A burst of edits costs one analysis even where each is read before the next is sent. To fall asleep for
            // each would take longer than to read it.
            let more = is_quick && !self.front.is_asked() && self.hub.is_silent();
            let read = Instant::now();
            while more && !ready.input && read.elapsed() < PAUSE {
                std::thread::yield_now();
                ready = pipes.wait(Some(Duration::ZERO), false)?;
            }
            is_quick = true;
            let since = *burst.get_or_insert_with(Instant::now);
            if !ready.input || since.elapsed() > LONGEST_BURST {
                burst = None;
                self.settle();
                // What is carried on now may leave something to settle.
                let worked = self.work();
                let backlog = self.hub.flush(|bytes| pipes.write(bytes))?;
                if !ready.input && !worked {
                    let _ = catch_unwind(AssertUnwindSafe(|| self.front.rest()));
                    if self.hub.may_wait(backlog) {
                        let asleep = Instant::now();
                        ready = pipes.wait(None, backlog)?;
                        is_quick = asleep.elapsed() < PAUSE;
                    }
                    self.hub.awake();
                }
            }
            if ready.input {
                let bytes = pipes.read()?;
                if bytes.is_empty() {
                    return Ok(self.shut_down);
                }
                framer.push(bytes);
            }
        }
    }

    /// Deals with a message; if it was the last, whether `shutdown` came before.
    fn receive(&mut self, body: &[u8]) -> Option<bool> {
        if self.hub.log.is_on() {
            self.note(body);
        }
        let text = message::text(body);
        let message = match message::parse(&text) {
            Ok(message) => message,
            Err(Broken::Json) => {
                self.hub.refuse(Id::Null, Error::parse_error());
                return None;
            }
            Err(Broken::Shape(id)) => {
                let id = id.unwrap_or_default();
                self.hub.refuse(id, Error::invalid_request());
                return None;
            }
        };
        let Some(method) = &message.method else {
            self.answered(&message);
            return None;
        };
        match &**method {
            "exit" => return Some(self.shut_down),
            "shutdown" => self.shut_down = true,
            _ => {}
        }
        let id = message.id.clone();
        let handled = catch_unwind(AssertUnwindSafe(|| match &id {
            Some(id) => self.front.request(id, method, message.params),
            None => self.front.notification(method, message.params),
        }));
        match handled {
            Ok(true) => {}
            Ok(false) => self.call(id, method, message.params),
            Err(_) => self.failed(id),
        }
        None
    }

    fn note(&self, body: &[u8]) {
        let message = log::summary(body);
        self.hub.log.message("->", &message, body);
        if self.hub.log.traces() {
            let message = format!("Received {message}");
            let verbose = None;
            let params = LogTraceParams { message, verbose };
            self.hub.notify::<notification::LogTrace>(params);
        }
    }

    fn answered(&self, message: &Message<'_>) {
        let Some(id) = &message.id else { return };
        let answer = match (message.error, message.result) {
            (Some(error), _) if error.get() != "null" => {
                Err(serde_json::from_str(error.get()).unwrap_or_else(|_| Error::internal_error()))
            }
            (_, Some(result)) => Ok(result.to_owned()),
            (_, None) => Ok(RawValue::NULL.to_owned()),
        };
        self.hub.answered(id, answer);
    }

    fn call(&mut self, id: Option<Id>, method: &str, params: Option<&RawValue>) {
        let mut request = Request::build(repair::name(method).to_string());
        if let Some(id) = &id {
            request = request.id(id.clone());
        }
        if let Some(params) = self.front.repaired(method, params) {
            request = request.params(params);
        }
        let request = request.finish();
        match catch_unwind(AssertUnwindSafe(|| self.service.call(request))) {
            Ok(answer) => self.start(Task::Message(id, answer)),
            Err(_) => self.failed(id),
        }
    }

    /// A handler panicked; the panic's own words went to standard error.
    fn failed(&self, id: Option<Id>) {
        if let Some(id) = id {
            self.hub.refuse(id, Error::internal_error());
        }
    }

    fn settle(&mut self) {
        // A panic here costs this round's analyses, not the session.
        let _ = catch_unwind(AssertUnwindSafe(|| self.front.settle()));
    }

    /// Carries on what can go on; whether there was something.
    fn work(&mut self) -> bool {
        let mut worked = false;
        loop {
            let mut todo = std::mem::take(&mut self.todo);
            self.hub.take_todo(&mut todo);
            if todo.woken.is_empty() && todo.jobs.is_empty() {
                self.todo = todo;
                return worked;
            }
            worked = true;
            for job in todo.jobs.drain(..) {
                self.start(Task::Job(job));
            }
            for number in todo.woken.drain(..) {
                self.poll(number);
            }
            self.todo = todo;
        }
    }

    fn start(&mut self, task: Task) {
        let number = self.free.pop().unwrap_or_else(|| {
            let number = self.slots.len();
            let hub = self.hub.clone();
            let waker = Waker::from(Arc::new(Alarm { hub, number }));
            self.slots.push(Slot { task: None, waker });
            number
        });
        self.slots[number].task = Some(task);
        self.poll(number);
    }

    fn poll(&mut self, number: usize) {
        let Slot { task, waker } = &mut self.slots[number];
        let Some(running) = task else { return };
        let mut context = Context::from_waker(waker);
        let polled = catch_unwind(AssertUnwindSafe(|| match running {
            Task::Message(_, answer) => answer.as_mut().poll(&mut context),
            Task::Job(job) => job.as_mut().poll(&mut context).map(|()| Ok(None)),
        }));
        if matches!(polled, Ok(Poll::Pending)) {
            return;
        }
        let id = match task.take() {
            Some(Task::Message(id, _)) => id,
            _ => None,
        };
        self.free.push(number);
        match polled {
            Ok(Poll::Ready(Ok(Some(response)))) => self.hub.respond(&response),
            Ok(Poll::Ready(Err(_))) => {
                if let Some(id) = id {
                    self.hub.refuse(id, Error::new(ErrorCode::InvalidRequest));
                }
            }
            Ok(_) => {}
            Err(_) => self.failed(id),
        }
    }
}
