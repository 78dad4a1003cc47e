/** Fingerprints for readers that take results with equal ones for one. */

/** Gives each fingerprint as it is the first time, with `-2`, `-3` … behind it after that. */
export function uniqueFingerprints(): (fingerprint: string) => string {
  const seen = new Map<string, number>();
  return (fingerprint) => {
    const times = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, times);
    return times === 1 ? fingerprint : `${fingerprint}-${times}`;
  };
}
