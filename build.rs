//! Makes sure that there is a folder to embed, so that the server compiles where the browser side
//! was not built; it then says so instead of showing pages.

fn main() {
    let folder = std::path::Path::new("playground/dist");
    if let Err(error) = std::fs::create_dir_all(folder) {
        println!("cargo::error=cannot create {}: {error}", folder.display());
    }
    println!("cargo::rerun-if-changed=playground/dist");
    println!("cargo::rerun-if-changed=build.rs");
}
