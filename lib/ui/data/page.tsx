"use client";
export function DataPage() {
  return null;
}
