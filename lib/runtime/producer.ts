/** Who writes reports: stands in every manifest. A test holds it to package.json. */
export const producer = { name: "cloud-infinite-job-audit", version: "0.1.0" } as const;
