import type { Item } from "./vocabulary";

type Share = { mean: number; concentration: number; declinePerMonth: number };
export type Arm = "letrozole" | "tamoxifen";

/**
 * What is true of the simulated study. A month is 30 days. A patient's taking probability is p·(1 − declinePerMonth)^m in the m-th month since
 * enrolment, p drawn from Beta(mean, concentration); supply likewise. Hazards are constant, per month.
 */
export const parameters = {
  monthDays: 30,
  enrolmentShareOfStudy: 0.4,
  zoneWeights: { "Europe/Berlin": 0.6, "America/New_York": 0.4 },
  arms: {
    letrozole: {
      weight: 0.5,
      dose: 2.5,
      taking: { mean: 0.94, concentration: 22, declinePerMonth: 0.006 },
      supply: { mean: 0.95, concentration: 24, declinePerMonth: 0.005 },
      stopHazardPerMonth: 0.012,
      addOn: { none: 0.7, palbociclib: 0.2, abemaciclib: 0.1 },
    },
    tamoxifen: {
      weight: 0.5,
      dose: 20,
      taking: { mean: 0.9, concentration: 16, declinePerMonth: 0.014 },
      supply: { mean: 0.91, concentration: 18, declinePerMonth: 0.011 },
      stopHazardPerMonth: 0.022,
      addOn: { none: 0.88, palbociclib: 0, abemaciclib: 0.12 },
    },
  } satisfies Record<
    Arm,
    {
      weight: number;
      dose: number;
      taking: Share;
      supply: Share;
      stopHazardPerMonth: number;
      addOn: Record<string, number>;
    }
  >,
  endHazardPerMonth: { PatientDied: 0.003, PatientWithdrawn: 0.005, PatientLost: 0.004 },
  doseReductionHazardPerMonth: {
    letrozole: 0,
    tamoxifen: 0.015,
    palbociclib: 0.03,
    abemaciclib: 0.03,
  } satisfies Partial<Record<Item, number>>,
  skipRecordedShareOfMissed: 0.4,
  hospitalHazardPerMonth: 0.012,
  awkward: {
    duplicate: 0.004,
    sameIdOtherContent: 0.0012,
    correction: 0.004,
    retraction: 0.001,
    recordedBeforeOccurrence: 0.001,
    lateAfterDays: 14,
  },
  late: {
    "patient-app": 0.003,
    "clinic-ehr": 0.03,
    pharmacy: 0.02,
    registry: 0.08,
    "care-plan": 0,
    "wearable-cloud": 0.01,
  },
} as const;
