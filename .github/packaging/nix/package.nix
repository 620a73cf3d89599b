# Builds from a checkout of the release: nix-build -E 'with import <nixpkgs> { }; callPackage ./package.nix { src = ./copydesk; }'
{ lib, rustPlatform, src }:

rustPlatform.buildRustPackage {
  pname = "copydesk";
  version = "@VERSION@";
  inherit src;
  cargoLock.lockFile = "${src}/Cargo.lock";
  # The integration tests start the program they test from the build folder.
  doCheck = false;

  meta = {
    description = "Copy desk for article drafts: quotations, names and picture credits";
    homepage = "@REPOSITORY@";
    license = with lib.licenses; [ mit asl20 ];
    mainProgram = "copydesk";
    platforms = lib.platforms.unix ++ lib.platforms.windows;
  };
}
