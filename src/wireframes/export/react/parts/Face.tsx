/** A person's initials in a circle. */
export function Face({ value = "", className = "" }: { value?: string; className?: string }) {
  return (
    <svg className={className} viewBox="0 0 40 40" aria-hidden="true">
      <circle cx={20} cy={20} r={20} fill="var(--deep)" />
      <text x={20} y={25.5} textAnchor="middle" fontSize={15} fontWeight={600} fill="var(--soft)">{value}</text>
    </svg>
  );
}
