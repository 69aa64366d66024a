/** The site's own name and description, as an installed app shows them. */

export const name = "Libcloud REPL";
export const shortName = "Libcloud";
export const description = "A Python shell for Apache Libcloud that runs in this tab alone.";
