/** The shortest settings that are accepted, to which a test adds what it is about. */

export const least = "regions: [ap-chongqing]\nreport: { store: directory, path: ./reports }\n";
