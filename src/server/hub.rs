//! What the loop, the handlers and the worker threads share: messages to the client and work for the loop.

use super::frame::frame;
use super::log::{Log, summary};
use serde::Serialize;
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, Id, Response, Result};
use tower_lsp::lsp_types::{notification, request};

/// Wakes the loop out of its waiting.
pub struct Bell(Box<dyn Fn() + Send + Sync>);

impl Bell {
    pub fn new(ring: impl Fn() + Send + Sync + 'static) -> Self {
        Bell(Box::new(ring))
    }

    pub fn ring(&self) {
        (self.0)();
    }
}

/// Work that the loop carries on whenever it can.
pub type Job = Pin<Box<dyn Future<Output = ()> + Send>>;

pub struct Hub {
    pub log: Log,
    bell: Bell,
    /// The loop waits, or is about to.
    waiting: AtomicBool,
    out: Mutex<Out>,
    todo: Mutex<Todo>,
}

#[derive(Default)]
struct Out {
    /// Framed messages that the client has not taken.
    bytes: Vec<u8>,
    /// Bytes of these that it has.
    taken: usize,
    /// A message being put together.
    body: Vec<u8>,
    /// Requests that the client has not answered.
    asked: HashMap<i64, oneshot::Sender<Result<Box<RawValue>>>>,
    last_id: i64,
}

/// What the loop is to do next.
#[derive(Default)]
pub struct Todo {
    /// Tasks that can go on, by number.
    pub woken: Vec<usize>,
    pub jobs: Vec<Job>,
}

/// A lock that a panic elsewhere does not spoil: what it guards is whole after each call.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Hub {
    pub fn new(bell: Bell, log: Log) -> Self {
        Hub {
            log,
            bell,
            waiting: AtomicBool::new(false),
            out: Mutex::default(),
            todo: Mutex::default(),
        }
    }

    /// Queues a message; `write` appends its JSON.
    pub fn send(&self, write: impl FnOnce(&mut Vec<u8>)) {
        let out = &mut *lock(&self.out);
        out.body.clear();
        write(&mut out.body);
        if self.log.is_on() {
            self.log.message("<-", &summary(&out.body), &out.body);
        }
        frame(&mut out.bytes, &out.body);
        if out.body.capacity() > 1 << 20 {
            out.body = Vec::new();
        }
        self.ring();
    }

    fn send_json(&self, message: &impl Serialize) {
        self.send(|body| {
            serde_json::to_writer(body, message).expect("messages are plain data");
        });
    }

    /// Answers a request.
    pub fn respond(&self, response: &Response) {
        self.send_json(response);
    }

    /// Answers a request with what is written as it is, without a tree of values in between.
    pub fn answer(&self, id: &Id, result: &impl Serialize) {
        #[derive(Serialize)]
        struct Answer<'a, R> {
            jsonrpc: &'static str,
            id: &'a Id,
            result: &'a R,
        }
        self.send_json(&Answer {
            jsonrpc: "2.0",
            id,
            result,
        });
    }

    /// Answers a request with an error.
    pub fn refuse(&self, id: Id, error: Error) {
        self.respond(&Response::from_error(id, error));
    }

    /// Tells the client something.
    pub fn notify<N: notification::Notification>(&self, params: N::Params) {
        #[derive(Serialize)]
        struct Notification<P> {
            jsonrpc: &'static str,
            method: &'static str,
            params: P,
        }
        self.send_json(&Notification {
            jsonrpc: "2.0",
            method: N::METHOD,
            params,
        });
    }

    /// Asks the client. The question is queued at once, in order with all other messages; the answer may be
    /// awaited or not.
    pub fn ask<R: request::Request>(
        &self,
        params: R::Params,
    ) -> impl Future<Output = Result<R::Result>> + Send + use<R> {
        #[derive(Serialize)]
        struct Question<P> {
            jsonrpc: &'static str,
            id: i64,
            method: &'static str,
            params: P,
        }
        let (sender, receiver) = oneshot::channel();
        let id = {
            let mut out = lock(&self.out);
            out.last_id += 1;
            let id = out.last_id;
            out.asked.insert(id, sender);
            id
        };
        self.send_json(&Question {
            jsonrpc: "2.0",
            id,
            method: R::METHOD,
            params,
        });
        async move {
            let answer = receiver.await.map_err(|_| Error::request_cancelled())??;
            serde_json::from_str(answer.get()).map_err(|e| Error::invalid_params(e.to_string()))
        }
    }

    /// The client has answered one of our requests. An answer to none of them is left alone.
    pub fn answered(&self, id: &Id, answer: Result<Box<RawValue>>) {
        let Id::Number(id) = id else { return };
        if let Some(asker) = lock(&self.out).asked.remove(id) {
            // Whoever asked may have been cancelled.
            let _ = asker.send(answer);
        }
    }

    /// Has the loop carry on `job` until it is done.
    pub fn spawn(&self, job: impl Future<Output = ()> + Send + 'static) {
        lock(&self.todo).jobs.push(Box::pin(job));
        self.ring();
    }

    /// Task `number` can go on.
    pub fn wake(&self, number: usize) {
        lock(&self.todo).woken.push(number);
        self.ring();
    }

    /// Takes what is to be done; what it held before is dropped.
    pub fn take_todo(&self, into: &mut Todo) {
        into.woken.clear();
        into.jobs.clear();
        std::mem::swap(&mut *lock(&self.todo), into);
    }

    /// Gives the queued output to `write`, which answers how many bytes the client took. Whether some are left.
    pub fn flush<E>(
        &self,
        write: impl FnOnce(&[u8]) -> std::result::Result<usize, E>,
    ) -> std::result::Result<bool, E> {
        let out = &mut *lock(&self.out);
        if out.bytes.is_empty() {
            return Ok(false);
        }
        out.taken += write(&out.bytes[out.taken..])?;
        if out.taken < out.bytes.len() {
            return Ok(true);
        }
        out.taken = 0;
        out.bytes.clear();
        out.bytes.shrink_to(1 << 20);
        Ok(false)
    }

    /// Whether nothing waits to be written.
    pub fn is_silent(&self) -> bool {
        lock(&self.out).bytes.is_empty()
    }

    /// The loop is about to wait: from now on the bell is rung. False if there is something to do already, output
    /// beyond what the loop knows of (`backlog`) included.
    pub fn may_wait(&self, backlog: bool) -> bool {
        self.waiting.store(true, Ordering::SeqCst);
        let todo = lock(&self.todo);
        let idle = todo.woken.is_empty() && todo.jobs.is_empty();
        drop(todo);
        let idle = idle && (backlog || lock(&self.out).bytes.is_empty());
        if !idle {
            self.waiting.store(false, Ordering::SeqCst);
        }
        idle
    }

    /// The loop waits no longer.
    pub fn awake(&self) {
        self.waiting.store(false, Ordering::SeqCst);
    }

    fn ring(&self) {
        if self.waiting.swap(false, Ordering::SeqCst) {
            self.bell.ring();
        }
    }
}
