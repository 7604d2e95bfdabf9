//! The command `huibao`.

fn main() -> std::process::ExitCode {
    huibao::cli::main()
}
