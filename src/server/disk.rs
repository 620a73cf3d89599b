//! A thread for answers that look at files: a slow disk holds up no keystroke.

use super::hub::Hub;
use crate::fault;
use serde::Serialize;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, OnceLock};
use tower_lsp::jsonrpc::{Error, Id};

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
pub struct Disk {
    /// The thread, once there was something to do; `None` if it could not be had.
    worker: OnceLock<Option<Sender<Job>>>,
}

impl Disk {
    /// Has the thread do `job`, behind what it was given before. A panic costs the job alone.
    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        let job: Job = Box::new(job);
        let left = match self.worker.get_or_init(start) {
            Some(worker) => worker.send(job).err().map(|e| e.0),
            None => Some(job),
        };
        // Late is better than not at all.
        if let Some(job) = left {
            job();
        }
    }

    /// Has the thread answer a request.
    pub fn answer<T: Serialize>(
        &self,
        hub: &Arc<Hub>,
        id: &Id,
        work: impl FnOnce() -> T + Send + 'static,
    ) {
        let (hub, id) = (hub.clone(), id.clone());
        self.run(move || match fault::guard(work) {
            Some(answer) => hub.answer(&id, &answer),
            None => hub.refuse(id, Error::internal_error()),
        });
    }
}

fn start() -> Option<Sender<Job>> {
    let (sender, jobs) = channel::<Job>();
    let work = move || {
        for job in jobs {
            let _ = fault::guard(job);
        }
    };
    let thread = std::thread::Builder::new().name("disk".into()).spawn(work);
    thread.ok().map(|_| sender)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread::{current, park_timeout};
    use std::time::Duration;

    #[test]
    fn jobs_are_done_in_turn_elsewhere_and_a_panic_costs_one() {
        let disk = Disk::default();
        let (sender, done) = channel();
        let (here, waiting) = (current().id(), Duration::from_millis(100));
        disk.run(move || park_timeout(waiting));
        disk.run(|| panic!("as the test wants it"));
        for n in 0..3 {
            let sender = sender.clone();
            disk.run(move || sender.send((n, current().id() == here)).unwrap());
        }
        // Whoever gave the jobs did not wait for the first one.
        assert!(done.try_recv().is_err());
        let all: Vec<_> = done.iter().take(3).collect();
        assert_eq!(all, [(0, false), (1, false), (2, false)]);
    }
}
