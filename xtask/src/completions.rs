//! `cargo xtask completions`: scripts that complete `cargo xtask …` in a shell.
//!
//! cargo completes no alias, so each script takes the way that its shell leaves: zsh's completion of cargo calls a function
//! by the name of the subcommand, fish adds to what it knows of a command, and bash gets a function around cargo's own.

use clap::{Args, Command, ValueEnum};
use clap_complete::generate;
use clap_complete::shells::{Bash, Fish, Zsh};

use crate::support::{Completion, Console, Error};

/// How `cargo xtask completions --help` ends.
pub(crate) const HELP: &str = "\
Prints a script that completes `cargo xtask` with its commands and their options. What \
the shell knows of cargo itself stays as it is.

  bash: a line of ~/.bashrc, behind that of bash-completion
  zsh:  a file _cargo-xtask in a folder of $fpath, before compinit; needs
        cargo's own completion, which rustup brings along
  fish: a file in ~/.config/fish/conf.d

The script has the commands of this project. Where another project has an alias `xtask` \
too, it suggests the same.

Examples:
  source <(cargo xtask completions bash)
  cargo xtask completions zsh > ~/.zfunc/_cargo-xtask
  cargo xtask completions fish > ~/.config/fish/conf.d/cargo-xtask.fish

Exit codes:
  0  success
  2  wrong usage";

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// A shell that completes commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// bash, from 4.4
    Bash,
    /// zsh
    Zsh,
    /// fish
    Fish,
}

/// The name of the commands in cargo.
const ALIAS: &str = "xtask";

/// Completes `cargo xtask` as the program `xtask`, and leaves all else of cargo to what bash-completion loads for it.
const BASH: &str = r#"
_cargo_with_xtask() {
    if [[ $COMP_CWORD -ge 2 && ${COMP_WORDS[1]} == xtask ]]; then
        COMP_WORDS=("${COMP_WORDS[@]:1}")
        COMP_CWORD=$((COMP_CWORD - 1))
        _xtask xtask "$2" "$3"
        return
    fi
    if ! declare -F _cargo >/dev/null && declare -F _completion_loader >/dev/null; then
        _completion_loader cargo
        complete -F _cargo_with_xtask -o bashdefault -o default cargo
    fi
    if declare -F _cargo >/dev/null; then
        _cargo "$@"
    fi
}
complete -F _cargo_with_xtask -o bashdefault -o default cargo
"#;

/// Prints the script for these commands.
pub(crate) fn run(
    args: &CompletionsArgs,
    commands: Command,
    console: &Console,
) -> Result<Completion, Error> {
    console.answer(&script(args.shell, commands))?;
    Ok(Completion::Success)
}

fn script(shell: Shell, mut commands: Command) -> String {
    let mut script = Vec::new();
    match shell {
        Shell::Bash => {
            generate(Bash, &mut commands, ALIAS, &mut script);
            script.extend_from_slice(BASH.as_bytes());
        }
        Shell::Zsh => {
            // The name that zsh's completion of cargo calls. It is a word of the script, where `cargo xtask` would be two.
            let name = "cargo-xtask";
            generate(Zsh, &mut commands.name(name), name, &mut script);
        }
        Shell::Fish => {
            let mut cargo = Command::new("cargo")
                .disable_help_flag(true)
                .disable_help_subcommand(true)
                .subcommand(commands.name(ALIAS));
            generate(Fish, &mut cargo, "cargo", &mut script);
        }
    }
    String::from_utf8_lossy(&script).into_owned()
}
