//! The one door to automation: `cargo xtask` lists the tasks.

mod arguments;
mod bench;
mod browser;
mod build;
mod cargo_suites;
mod command_line;
mod counts;
mod debian;
mod demo;
mod docs;
mod emulator;
mod fixtures;
mod inline;
mod node_suites;
mod pack;
mod panel;
mod plan;
mod process;
mod project;
mod server;
mod setup;
mod sizes;
mod suite;
mod test;
mod wasm;

use std::process::ExitCode;

mod flags {
    xflags::xflags! {
        /// Automation of minapp-users. Every task installs what it is missing: the first run takes minutes, later runs seconds.
        cmd xtask {
            /// Tours the built package against the emulator with 1,000 users (about 2 s, the first run about 6 min).
            cmd demo {}

            /// Runs every test, Chromium included (about 20 min, the first run about 29 min).
            /// With names, runs only those suites; an unknown name lists them.
            cmd test {
                repeated suites: String
                /// Runs the proofs at their full length, about ten minutes more.
                optional --full
            }

            /// Assembles pkg/, ready to publish (about 2 s, after a change about 1 min, the first run about 6 min).
            cmd build {}

            /// Writes the reference of the types to target/reference (about 10 s, the first run about 6 min).
            cmd docs {}

            /// Measures the built package beside hand-written fetch, axios and the vendor's SDK (about 8 min, the first run
            /// about 15 min). Misses no goal and passes none: it tells figures, and fails only where one could not be taken.
            cmd bench {
                /// Few and small rounds, to see that everything runs (about 1 min).
                optional --quick
                /// The only case to run; an unknown name lists them.
                optional --only case: String
                /// Rounds of each case, 1 to 1000. Each case has its own default.
                optional --rounds rounds: String
            }

            /// Runs the emulator over HTTP on 127.0.0.1 until Ctrl-C (starts in about 2 s, the first run about 6 min).
            cmd emulator {
                /// The port to listen on, 0 to 65535, where 0 takes a free one. Defaults to 8787.
                optional --port port: String
                /// Users in the table, 0 to 1000000. Defaults to 1000.
                optional --users users: String
                /// The seed that the users are made from. Defaults to 1.
                optional --seed seed: String
                /// A bearer token to accept. By default any non-empty one will do, or with --client-id, those that the app gets.
                optional --token token: String
                /// Lets this app sign in for tokens; its secret is read from the environment variable MINAPP_CLIENT_SECRET.
                optional --client-id id: String
                /// How long an app's access token is good, 1 to 31536000. Defaults to 3600.
                optional --token-lifetime seconds: String
                /// What goes wrong on purpose: a JSON array, as in '[{"kind":"stall","probability":0.1}]', or a file that holds one.
                optional --faults faults: String
                /// The seed that the probabilities of faults are drawn from. Defaults to 1.
                optional --fault-seed seed: String
                /// Serves these to anybody: GET /emulator/ tells the counters, DELETE /emulator/counts/ resets them, PUT /emulator/faults/
                /// takes the faults in its body, DELETE /emulator/faults/ ends them, GET /emulator/users/ tells every user.
                optional --control
            }

            /// Builds the admin panel, and serves it beside an emulator until Ctrl-C (starts in about 15 s, the first run about 7 min).
            cmd panel {
                /// The panel's port, 0 to 65535, where 0 takes a free one. Defaults to 4173.
                optional --port port: String
                /// The emulator's port, 0 to 65535, where 0 takes a free one. Defaults to 8787.
                optional --emulator-port port: String
                /// Users in the emulator, 0 to 1000000. Defaults to 10000.
                optional --users users: String
            }

            /// Lists the tasks.
            default cmd help {}
        }
    }

    impl Xtask {
        pub fn help() -> &'static str {
            Self::HELP_.trim()
        }
    }
}

fn main() -> ExitCode {
    let outcome = match flags::Xtask::from_env_or_exit().subcommand {
        flags::XtaskCmd::Help(_) => {
            println!("{}", flags::Xtask::help());
            Ok(())
        }
        flags::XtaskCmd::Build(_) => build::run(),
        flags::XtaskCmd::Emulator(options) => emulator::run(&options),
        flags::XtaskCmd::Demo(_) => demo::run(),
        flags::XtaskCmd::Docs(_) => docs::run(),
        flags::XtaskCmd::Panel(options) => panel::run(&options),
        flags::XtaskCmd::Bench(options) => bench::run(&options),
        // Counts failures by itself: its last line is always `N passed, N failed`.
        flags::XtaskCmd::Test(options) => return test::run(&options.suites, options.full),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
