//! Waits for input, room for output or the bell, on one thread.
//!
//! A hand-over between threads costs more than all the work of a keystroke, so the thread that reads also
//! works and writes. Neither pipe is set to non-blocking mode, which whoever shares it would notice: it is read
//! when the system says there is something, and written in pieces that a pipe with room takes whole. Newer systems
//! take as much as there is room for in one call.

use super::Ready;
use crate::server::hub::Bell;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::time::Duration;

pub struct Pipes {
    input: OwnedFd,
    output: OwnedFd,
    rung: io::PipeReader,
    scratch: Box<[u8]>,
    /// The system can be told not to wait.
    at_once: bool,
}

impl Pipes {
    /// Standard input and output.
    pub fn stdio() -> io::Result<(Self, Bell)> {
        Self::new(
            io::stdin().as_fd().try_clone_to_owned()?,
            io::stdout().as_fd().try_clone_to_owned()?,
        )
    }

    pub fn new(input: OwnedFd, output: OwnedFd) -> io::Result<(Self, Bell)> {
        let (rung, ring) = io::pipe()?;
        let bell = Bell::new(move || {
            // Full: it has been rung often enough.
            let _ = (&ring).write(&[1]);
        });
        let pipes = Pipes {
            input,
            output,
            rung,
            scratch: vec![0; 64 << 10].into_boxed_slice(),
            at_once: true,
        };
        Ok((pipes, bell))
    }

    /// Waits (no longer than `limit`, where given) until there is input, the bell has rung, or, if `output`, the
    /// client takes some.
    pub fn wait(&mut self, limit: Option<Duration>, output: bool) -> io::Result<Ready> {
        let mut watched = vec![
            PollFd::new(&self.input, PollFlags::IN),
            PollFd::new(&self.rung, PollFlags::IN),
        ];
        if output {
            watched.push(PollFd::new(&self.output, PollFlags::OUT));
        }
        let limit = limit.map(|l| Timespec {
            tv_sec: l.as_secs() as _,
            tv_nsec: l.subsec_nanos() as _,
        });
        match poll(&mut watched, limit.as_ref()) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => return Ok(Ready::default()),
            Err(e) => return Err(e.into()),
        }
        let is = |i: usize| watched.get(i).is_some_and(|w| !w.revents().is_empty());
        let (ready, rung) = (
            Ready {
                input: is(0),
                output: is(2),
            },
            is(1),
        );
        if rung {
            let _ = self.rung.read(&mut [0; 64]);
        }
        Ok(ready)
    }

    /// Reads what is there; nothing at the end of input. Waits if nothing is there yet.
    pub fn read(&mut self) -> io::Result<&[u8]> {
        loop {
            match rustix::io::read(&self.input, &mut self.scratch[..]) {
                Ok(n) => return Ok(&self.scratch[..n]),
                Err(rustix::io::Errno::INTR) => {}
                Err(e) => return Err(e.into()),
            }
        }
    }

    /// Writes as much of `bytes` as the client takes without waiting; how much that was.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = 0;
        while written < bytes.len() {
            if let Some(n) = self.write_at_once(&bytes[written..]) {
                written += n;
                continue;
            }
            let piece = &bytes[written..bytes.len().min(written + rustix::pipe::PIPE_BUF)];
            let mut room = [PollFd::new(&self.output, PollFlags::OUT)];
            if poll(&mut room, Some(&Timespec::default()))? == 0 {
                break;
            }
            match rustix::io::write(&self.output, piece) {
                Ok(n) => written += n,
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => break,
                Err(e) => return Err(e.into()),
            }
        }
        Ok(written)
    }

    /// Writes what there is room for; `None` if there is none or the system does not know how.
    #[cfg(target_os = "linux")]
    fn write_at_once(&mut self, bytes: &[u8]) -> Option<usize> {
        use rustix::io::{Errno, ReadWriteFlags, pwritev2};
        if !self.at_once {
            return None;
        }
        // At the place where the file is, as pipes and sockets have no other.
        let here = u64::MAX;
        match pwritev2(
            &self.output,
            &[io::IoSlice::new(bytes)],
            here,
            ReadWriteFlags::NOWAIT,
        ) {
            Ok(n) => (n > 0).then_some(n),
            Err(error) => {
                self.at_once = matches!(error, Errno::AGAIN | Errno::INTR);
                None
            }
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn write_at_once(&mut self, _: &[u8]) -> Option<usize> {
        self.at_once = false;
        None
    }

    /// Nothing is on its way that [`Pipes::write`] has taken.
    pub fn finish(&mut self, _: Duration) {}
}
