// The mark of Millrace: one stream that becomes two.

export function Logo({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="7" fill="var(--mr-accent)" />
      <g fill="var(--mr-on-accent)" stroke="var(--mr-on-accent)">
        <path d="M9 11h5c4 0 4 10 9 10M14 11h9" fill="none" strokeWidth="2.5" strokeLinecap="round" />
        <circle cx="8" cy="11" r="3" stroke="none" />
        <circle cx="24" cy="11" r="3" stroke="none" />
        <circle cx="24" cy="21" r="3" stroke="none" />
      </g>
    </svg>
  );
}
