// types.ts - what the server says of itself (plugins/rest/openapi), as far as the UI looks at it.
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

export interface Rec {
  id: number;
  rev: number;
  titles?: Record<string, string>;
  [field: string]: unknown;
}

export interface Name {
  name: string;
  label: string;
}

export type FieldType =
  | "text" | "integer" | "money" | "decimal" | "date" | "time" | "boolean" | "choice" | "reference" | "structured";

export interface Field extends Name {
  type: FieldType;
  class: string;
  owner: string;
  required?: boolean;
  unique?: boolean;
  read_only?: boolean;
  immutable?: boolean;
  index?: boolean;
  search?: boolean;
  masked?: boolean;
  target?: string;
  default?: string;
  max_length?: number;
  minimum?: number | string;
  maximum?: number | string;
  choices?: Name[];
  check?: string;
}

export interface Entity extends Name {
  owner: string;
  title?: string;
  parent?: string;
  append_only?: boolean;
  may: string[];
  fields: Field[];
}

export interface State extends Name {
  initial?: boolean;
  final?: boolean;
  canonical?: string;
}

export interface Arrow extends Name {
  from: string;
  to: string;
  roles: string[];
  needs: string[];
  guard?: string;
}

export interface Workflow {
  name: string;
  entity: string;
  brand: string;
  version: number;
  states: State[];
  transitions: Arrow[];
}

export interface EntityMeta {
  entity: Entity;
  workflows: Workflow[];
  importers: Name[];
}

export interface Meta {
  entities: Entity[];
  workflows: Workflow[];
}

export interface Transition extends Name {
  to: string;
  to_label: string;
  allowed: boolean;
  needs: string[];
  reason?: { key: string; text: string; rule?: string; field?: string };
}

export interface Task extends Rec {
  kind: string | null;
  title_text: string;
  subject_entity: string | null;
  subject: number | null;
  subject_title?: string;
  due_at: string | null;
  overdue: boolean;
  priority: number;
  note: string | null;
}

export interface Listed {
  records: Rec[];
  next?: string;
}

export type Where = Record<string, unknown>;
