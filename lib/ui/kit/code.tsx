/** Code to read and select, which the keyboard can scroll. */
export function Code({ label, className = "", children }: { label: string; className?: string; children: string }) {
  return (
    <pre
      tabIndex={0}
      aria-label={label}
      className={`rounded-field border border-line bg-paper font-mono text-xs leading-relaxed ${className}`}
    >
      {children}
    </pre>
  );
}
