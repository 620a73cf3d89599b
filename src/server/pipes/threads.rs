//! Where there is no waiting for several pipes at once: a thread reads, a thread writes.

use super::Ready;
use crate::server::hub::Bell;
use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

enum Event {
    /// What was read; nothing at the end of input.
    Input(Vec<u8>),
    Bell,
    /// The client takes no more.
    Closed,
}

pub struct Pipes {
    events: Receiver<Event>,
    input: VecDeque<Vec<u8>>,
    reading: Vec<u8>,
    writer: Sender<Vec<u8>>,
    /// Bytes handed to the writer that it has not written.
    unwritten: Arc<AtomicUsize>,
    closed: Arc<AtomicBool>,
}

impl Pipes {
    /// Standard input and output.
    #[cfg(not(unix))]
    pub fn stdio() -> io::Result<(Self, Bell)> {
        Ok(Self::new(io::stdin(), io::stdout()))
    }

    pub fn new(
        mut input: impl Read + Send + 'static,
        mut output: impl Write + Send + 'static,
    ) -> (Self, Bell) {
        let (sender, events) = mpsc::channel();
        let ring = sender.clone();
        let bell = Bell::new(move || drop(ring.send(Event::Bell)));
        let read = sender.clone();
        thread::spawn(move || {
            let mut bytes = vec![0; 64 << 10];
            loop {
                let n = match input.read(&mut bytes) {
                    Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                    other => other.unwrap_or(0),
                };
                if read.send(Event::Input(bytes[..n].to_vec())).is_err() || n == 0 {
                    return;
                }
            }
        });
        let (writer, to_write) = mpsc::channel::<Vec<u8>>();
        let unwritten = Arc::new(AtomicUsize::new(0));
        let closed = Arc::new(AtomicBool::new(false));
        let (left, shut) = (unwritten.clone(), closed.clone());
        thread::spawn(move || {
            for bytes in to_write {
                if output
                    .write_all(&bytes)
                    .and_then(|()| output.flush())
                    .is_err()
                {
                    shut.store(true, Ordering::SeqCst);
                    let _ = sender.send(Event::Closed);
                    return;
                }
                left.fetch_sub(bytes.len(), Ordering::SeqCst);
            }
        });
        let pipes = Pipes {
            events,
            input: VecDeque::new(),
            reading: Vec::new(),
            writer,
            unwritten,
            closed,
        };
        (pipes, bell)
    }

    /// Waits (no longer than `limit`, where given) until there is input or the bell has rung. Output is always
    /// taken.
    pub fn wait(&mut self, limit: Option<Duration>, output: bool) -> io::Result<Ready> {
        if self.input.is_empty() {
            let event = match limit {
                None => self
                    .events
                    .recv()
                    .map_err(|_| RecvTimeoutError::Disconnected),
                Some(limit) => self.events.recv_timeout(limit),
            };
            if let Ok(Event::Input(bytes)) = event {
                self.input.push_back(bytes);
            }
        }
        if self.closed.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let input = !self.input.is_empty();
        Ok(Ready { input, output })
    }

    /// Reads what is there; nothing at the end of input. Waits if nothing is there yet.
    pub fn read(&mut self) -> io::Result<&[u8]> {
        while self.input.is_empty() {
            self.wait(None, false)?;
        }
        self.reading = self.input.pop_front().unwrap_or_default();
        Ok(&self.reading)
    }

    /// Hands `bytes` to the writing thread.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unwritten.fetch_add(bytes.len(), Ordering::SeqCst);
        let closed = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        self.writer.send(bytes.to_vec()).map_err(closed)?;
        Ok(bytes.len())
    }

    /// Waits, but no longer than `limit`, until the client has taken everything.
    pub fn finish(&mut self, limit: Duration) {
        let deadline = Instant::now() + limit;
        let done =
            || self.unwritten.load(Ordering::SeqCst) == 0 || self.closed.load(Ordering::SeqCst);
        while !done() && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out() {
        let (input, mut to) = io::pipe().unwrap();
        let (mut from, output) = io::pipe().unwrap();
        let (mut pipes, _bell) = Pipes::new(input, output);
        let now = Some(Duration::ZERO);
        assert!(!pipes.wait(now, false).unwrap().input);
        to.write_all(b"one").unwrap();
        assert!(pipes.wait(None, false).unwrap().input);
        assert_eq!(pipes.read().unwrap(), b"one");
        pipes.write(b"two").unwrap();
        pipes.finish(Duration::from_secs(9));
        let mut got = [0; 3];
        from.read_exact(&mut got).unwrap();
        assert_eq!(&got, b"two");
        drop(to);
        assert_eq!(pipes.read().unwrap(), b"");
        drop(from);
        // Noticed once something is to be written.
        pipes.write(b"three").unwrap();
        while pipes.wait(now, false).is_ok() {}
    }

    #[test]
    fn the_bell_wakes() {
        let (input, _to) = io::pipe().unwrap();
        let (_from, output) = io::pipe().unwrap();
        let (mut pipes, bell) = Pipes::new(input, output);
        thread::spawn(move || bell.ring());
        assert!(!pipes.wait(None, false).unwrap().input);
    }
}
