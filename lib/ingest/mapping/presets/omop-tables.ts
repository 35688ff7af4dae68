import type { Role } from "../mapping";

/** An OMOP CDM table by the columns that only it has. `start` and `end` are columns without their `_date` or `_datetime`; `concept` is the prefix of what was done or given. */
export type OmopTable = { table: string; type: string; start: string; end?: string; concept?: string; role?: Role };

export const omopTables: readonly OmopTable[] = [
  {
    table: "drug_exposure",
    type: "DrugExposure",
    start: "drug_exposure_start",
    end: "drug_exposure_end",
    concept: "drug",
    role: "supply",
  },
  {
    table: "visit_occurrence",
    type: "VisitOccurrence",
    start: "visit_start",
    end: "visit_end",
    concept: "visit",
    role: "stay",
  },
  {
    table: "visit_detail",
    type: "VisitDetail",
    start: "visit_detail_start",
    end: "visit_detail_end",
    concept: "visit_detail",
  },
  {
    table: "observation_period",
    type: "ObservationPeriod",
    start: "observation_period_start",
    end: "observation_period_end",
    concept: "period_type",
    role: "observation",
  },
  {
    table: "condition_occurrence",
    type: "ConditionOccurrence",
    start: "condition_start",
    end: "condition_end",
    concept: "condition",
  },
  {
    table: "procedure_occurrence",
    type: "ProcedureOccurrence",
    start: "procedure",
    end: "procedure_end",
    concept: "procedure",
  },
  { table: "measurement", type: "Measurement", start: "measurement", concept: "measurement", role: "measure" },
  { table: "observation", type: "Observation", start: "observation", concept: "observation", role: "measure" },
  {
    table: "device_exposure",
    type: "DeviceExposure",
    start: "device_exposure_start",
    end: "device_exposure_end",
    concept: "device",
  },
  { table: "specimen", type: "Specimen", start: "specimen", concept: "specimen" },
  { table: "note", type: "Note", start: "note", concept: "note_type" },
  { table: "drug_era", type: "DrugEra", start: "drug_era_start", end: "drug_era_end", concept: "drug" },
  { table: "dose_era", type: "DoseEra", start: "dose_era_start", end: "dose_era_end", concept: "drug" },
  {
    table: "condition_era",
    type: "ConditionEra",
    start: "condition_era_start",
    end: "condition_era_end",
    concept: "condition",
  },
  { table: "episode", type: "Episode", start: "episode_start", end: "episode_end", concept: "episode" },
  {
    table: "payer_plan_period",
    type: "PayerPlanPeriod",
    start: "payer_plan_period_start",
    end: "payer_plan_period_end",
    concept: "payer",
  },
  { table: "death", type: "Death", start: "death", concept: "cause", role: "end" },
];

/** Tables that are about no person, by their signatures. */
export const referenceTables: Readonly<Record<string, readonly string[]>> = {
  cdm_source: ["cdm_source_name", "cdm_holder"],
  vocabulary: ["vocabulary_id", "vocabulary_name"],
  concept: ["concept_id", "concept_name"],
  concept_class: ["concept_class_id", "concept_class_name"],
  concept_relationship: ["concept_id_1", "concept_id_2"],
  concept_ancestor: ["ancestor_concept_id", "descendant_concept_id"],
  concept_synonym: ["concept_id", "concept_synonym_name"],
  domain: ["domain_id", "domain_name"],
  relationship: ["relationship_id", "relationship_name"],
  drug_strength: ["drug_concept_id", "ingredient_concept_id"],
  source_to_concept_map: ["source_code", "source_vocabulary_id", "target_concept_id"],
  location: ["location_id", "location_source_value"],
  care_site: ["care_site_id", "care_site_name"],
  provider: ["provider_id", "provider_name"],
  metadata: ["metadata_id", "metadata_concept_id"],
  fact_relationship: ["fact_id_1", "fact_id_2"],
  cohort_definition: ["cohort_definition_id", "cohort_definition_name"],
};
