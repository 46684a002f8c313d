/** Why a statement about functions names none of them. */
export const unnamedFunctions =
  "the vendor's access management lists these actions as ones that take no function's name, and refuses them then";
