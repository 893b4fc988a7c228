// Its types come with the package, which only the check of types has.
export * from "@preact/signals";
