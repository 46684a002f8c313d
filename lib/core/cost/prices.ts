/**
 * What the vendor asks for what a night uses, as far as its documents say.
 *
 * The price lists themselves are pages that are drawn by script and differ by region and by contract: what no document
 * says is null here, never a guess, and whoever knows it tells it.
 */

export interface Price {
  /** For one unit; null: no document says. */
  readonly amount: number | null;
  /** ISO 4217. */
  readonly currency: string;
  readonly unit: string;
  /** Where it stands, and of when that page is. */
  readonly source: string;
}

export const priceNames = ["basic-package", "gb-second", "invocations", "storage-requests", "job-requests"] as const;
export type PriceName = (typeof priceNames)[number];
export type Prices = Readonly<Record<PriceName, Price>>;

/** When the pages below were looked at. */
export const pricesReadOn = "2026-11-23";

const priceList = "no document gives a number; the vendor's price list does, by region";

export const documentedPrices: Prices = {
  "basic-package": {
    amount: 0.06,
    currency: "USD",
    unit: "day on which functions ran",
    source: 'page "Billable Items" of SCF (tencentcloud.com/document/product/583/44254), of 2022-07-21',
  },
  "gb-second": { amount: null, currency: "USD", unit: "GB-second", source: priceList },
  invocations: { amount: null, currency: "USD", unit: "10,000 starts", source: priceList },
  "storage-requests": {
    amount: null,
    currency: "USD",
    unit: "10,000 requests",
    source: `page "Request Fees" of COS (tencentcloud.com/document/product/436/40100), of 2025-10-28: ${priceList}`,
  },
  "job-requests": { amount: null, currency: "USD", unit: "10,000 requests", source: priceList },
};

/**
 * What the basic package of functions holds in a month: page "Billing Overview" of SCF
 * (tencentcloud.com/document/product/583/17299), of 2023-02-01.
 */
export const basicPackage = { gbSeconds: 100_000, invocations: 500_000 } as const;

/** `gb-second=0.0000167USD`; null for what is no price. */
export function readPrice(text: string): { readonly name: PriceName; readonly price: Price } | null {
  const [, key, digits, currency = ""] = /^([a-z-]+)=(\d{1,9}(?:\.\d{1,12})?)([A-Z]{3})$/.exec(text) ?? [];
  const name = priceNames.find((each) => each === key);
  if (name === undefined) return null;
  const { unit } = documentedPrices[name];
  return { name, price: { amount: Number(digits), currency, unit, source: "told with --price" } };
}
