// Its types come with the package, which only the check of types has.
export { default } from "htm";
