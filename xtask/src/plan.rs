//! Steps that say what they do, how long it takes, and what to do when they fail.

use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

/// Where no terminal can show the last line of a command, a sign of life this often.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// How long to read on after a command ended while something that it started holds its output open.
const LINGER: Duration = Duration::from_secs(2);

type Action<'a> = Box<dyn FnOnce(&mut Progress) -> Result<Done> + 'a>;

/// How a step that did not fail ended.
pub enum Done {
    /// It did its work.
    Finished,
    /// It compiled, and what came out was the same as before.
    Unchanged,
    /// There was nothing to do.
    UpToDate,
}

struct Step<'a> {
    what: String,
    about: &'static str,
    action: Action<'a>,
}

/// Steps to run in order.
#[derive(Default)]
pub struct Plan<'a>(Vec<Step<'a>>);

impl<'a> Plan<'a> {
    /// Adds a step. `about` says how long it takes, as in `about 40 s`.
    pub fn step(
        &mut self,
        what: impl Into<String>,
        about: &'static str,
        action: impl FnOnce(&mut Progress) -> Result<Done> + 'a,
    ) {
        self.0.push(Step { what: what.into(), about, action: Box::new(action) });
    }

    /// Runs the steps up to the first that fails.
    pub fn run(self) -> Result<()> {
        let count = self.0.len();
        for (index, Step { what, about, action }) in self.0.into_iter().enumerate() {
            let mut progress = Progress::start(&format!("[{}/{count}] {what} ({about}) …", index + 1));
            match action(&mut progress) {
                Ok(Done::Finished) => progress.end("done"),
                Ok(Done::Unchanged) => progress.end("built, the same as before"),
                Ok(Done::UpToDate) => progress.end("up to date"),
                Err(error) => {
                    progress.end("FAILED");
                    return Err(error.context(format!("{what} failed")));
                }
            }
        }
        Ok(())
    }
}

/// One line on the screen that says what goes on, and since when.
pub struct Progress {
    terminal: bool,
    started: Instant,
    spoke: Instant,
    broken: bool,
}

/// What a command printed, and how it ended.
pub struct Output {
    /// How it ended; `None` when it took longer than it was given.
    pub status: Option<ExitStatus>,
    /// Standard output and standard error, in the order in which they came.
    pub text: String,
}

impl Progress {
    /// Prints the heading.
    pub fn start(heading: &str) -> Self {
        print!("{heading}");
        let _ = io::stdout().flush();
        let now = Instant::now();
        Self { terminal: io::stdout().is_terminal(), started: now, spoke: now, broken: false }
    }

    /// The time since the heading was printed.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Completes the line.
    pub fn end(&mut self, how: &str) {
        let seconds = self.elapsed().as_secs_f32();
        match (self.broken, self.terminal) {
            (false, _) => println!(" {how}, {seconds:.1} s"),
            (true, false) => println!("      {how}, {seconds:.1} s"),
            (true, true) => println!("\r\x1b[2K      {how}, {seconds:.1} s"),
        }
    }

    /// Shows below the heading that something goes on: on a terminal always, elsewhere now and then.
    fn alive(&mut self, line: &str) {
        let pause = match (self.terminal, self.broken) {
            // What is quick gets no second line.
            (true, false) => Duration::from_millis(700),
            (true, true) => Duration::from_millis(100),
            (false, _) => HEARTBEAT,
        };
        if self.spoke.elapsed() < pause {
            return;
        }
        self.spoke = Instant::now();
        if !self.broken {
            println!();
            self.broken = true;
        }
        let seconds = self.elapsed().as_secs();
        // Cut short, so that a narrow window does not wrap it.
        let line: String = line.trim().chars().filter(|c| !c.is_control()).take(60).collect();
        if self.terminal {
            print!("\r\x1b[2K      {seconds} s  {line}");
            let _ = io::stdout().flush();
        } else {
            println!("      {seconds} s  {line}");
        }
    }

    /// Runs a command. When it fails, the error holds its output, the command line and `advice`.
    pub fn run(&mut self, command: Command, advice: &str) -> Result<String> {
        let line = command_line(&command);
        let output = self.watch(command, None).with_context(|| format!("what to do: {advice}"))?;
        match output.status {
            Some(status) if status.success() => Ok(output.text),
            status => Err(anyhow!(
                "{}\n\n  command: {line}\n  ended with: {}\n  what to do: {advice}",
                indent(&tail(&output.text, 60)),
                status.map_or_else(|| "no status".to_owned(), |status| status.to_string()),
            )),
        }
    }

    /// Runs a command to its end, or to the end of `limit`, whatever its status.
    pub fn watch(&mut self, mut command: Command, limit: Option<Duration>) -> Result<Output> {
        let line = command_line(&command);
        let (reader, writer) = io::pipe()?;
        command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
        let mut child = command.spawn().with_context(|| format!("cannot run {line}"))?;
        // It holds the writing end of the pipe, whose closing ends the reading.
        drop(command);

        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            let mut reader = BufReader::new(reader);
            let mut bytes = Vec::new();
            while matches!(reader.read_until(b'\n', &mut bytes), Ok(1..)) {
                if sender.send(String::from_utf8_lossy(&bytes).into_owned()).is_err() {
                    break;
                }
                bytes.clear();
            }
        });

        let started = Instant::now();
        let mut text = String::new();
        let mut last = String::new();
        let mut ended: Option<(ExitStatus, Instant)> = None;
        let mut late = false;
        loop {
            match lines.recv_timeout(Duration::from_millis(200)) {
                Ok(line) => {
                    text.push_str(&line);
                    if !line.trim().is_empty() {
                        last = line;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    if ended.is_none() {
                        ended = child.try_wait()?.map(|status| (status, Instant::now()));
                    }
                    if ended.is_some_and(|(_, since)| since.elapsed() > LINGER) {
                        break;
                    }
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if !late && limit.is_some_and(|limit| started.elapsed() > limit) {
                late = true;
                stop(&mut child);
            }
            self.alive(&last);
        }
        let status = match ended {
            Some((status, _)) => status,
            None => child.wait()?,
        };
        if late {
            text.push_str(&format!("\nstopped after {} s\n", started.elapsed().as_secs()));
        }
        Ok(Output { status: (!late).then_some(status), text })
    }
}

/// Asks a command to end, so that it can end what it started; then ends it.
pub fn stop(child: &mut Child) {
    #[cfg(unix)]
    {
        let asked = Command::new("kill").arg(child.id().to_string()).stderr(Stdio::null()).status();
        for _ in 0..50 {
            if asked.is_err() || matches!(child.try_wait(), Ok(Some(_))) {
                break;
            }
            thread::sleep(Duration::from_millis(100));
        }
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Runs a command that is over in no time and gives what it printed on standard output.
pub fn read(mut command: Command) -> Result<String> {
    let line = command_line(&command);
    let output = command.output().with_context(|| format!("cannot run {line}"))?;
    if !output.status.success() {
        bail!("{line} failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The last lines of a text.
pub fn tail(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.trim_end().lines().collect();
    let kept = all.len().min(lines);
    let mut out = all[all.len() - kept..].join("\n");
    if kept < all.len() {
        out.insert_str(0, &format!("… ({} lines before)\n", all.len() - kept));
    }
    out
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("\n    {line}")).collect()
}

/// The command as one would type it.
fn command_line(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| {
            let word = word.to_string_lossy();
            if word.contains([' ', '#', '*', '\'', '"', '$']) {
                format!("'{}'", word.replace('\'', r"'\''"))
            } else {
                word.into_owned()
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_can_be_pasted_into_a_shell() {
        let mut command = Command::new("esbuild");
        command.args(["--alias:#wasm/client.js=/a b", "--bundle", "it's"]);
        assert_eq!(command_line(&command), r"esbuild '--alias:#wasm/client.js=/a b' --bundle 'it'\''s'");
    }

    #[test]
    fn a_tail_says_what_it_leaves_out() {
        assert_eq!(tail("a\nb\nc\n", 2), "… (1 lines before)\nb\nc");
        assert_eq!(tail("a\nb\n", 2), "a\nb");
    }

    #[cfg(unix)]
    #[test]
    fn a_failing_command_says_what_it_printed_and_what_to_do() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo broken >&2; exit 3"]);
        let error = Progress::start("").run(command, "mend it").unwrap_err();
        let message = format!("{error:#}");
        assert!(message.contains("    broken\n"), "{message}");
        assert!(message.contains("command: sh -c 'echo broken >&2; exit 3'"), "{message}");
        assert!(message.ends_with("exit status: 3\n  what to do: mend it"), "{message}");
    }

    #[cfg(unix)]
    #[test]
    fn a_command_that_takes_too_long_is_stopped() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo begun; exec sleep 60"]);
        let output = Progress::start("").watch(command, Some(Duration::from_millis(300))).unwrap();
        assert!(output.status.is_none());
        assert!(output.text.starts_with("begun\n\nstopped after "), "{}", output.text);
    }
}
