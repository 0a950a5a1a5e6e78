/* openapi.h - the API described for programs (OpenAPI 3.1): what is the same everywhere stands
 * in the files of openapi/, with "@key" for a sentence and "$entity" for a name; what this house
 * declares, and this asker may see, is filled in. */
#ifndef REST_OPENAPI_H
#define REST_OPENAPI_H

#include "exchange.h"

/* Reads the files from the plugin's folder. *SKELETON is yours to destroy; INVALID names the
 * file that is missing or no JSON. */
enum dms_status openapi_load(struct dms_house *house, struct dms_json **skeleton,
                             struct dms_error *error);

/* One document in the making. */
struct openapi {
    const struct exchange *exchange;
    const struct dms_json *skeleton; /* the files, by their names */
    const struct dms_json *meta;     /* what the asker may see, in the asker's words */
    struct dms_json *paths, *schemas, *tags;
};

/* What one operation is about: an entity, a call, or (NAME "") nothing of the two. */
struct openapi_subject {
    const struct dms_json *card; /* as meta tells it */
    const char *name;
    struct dms_json *values; /* for the gaps of sentences */
};
void openapi_subject(struct openapi_subject *subject, const struct dms_json *card);

/* SKELETON with its sentences and SUBJECT's name. Yours to destroy. */
struct dms_json *openapi_fill(const struct openapi *openapi,
                              const struct openapi_subject *subject,
                              const struct dms_json *skeleton);
/* {"$ref": "#/components/KIND/NAME"}. Yours to destroy. */
struct dms_json *openapi_ref(const char *kind, const char *name);

/* openapi_paths.c: every route of the table, once for each entity or call it is there for. */
void openapi_add_paths(struct openapi *openapi);
/* openapi_operation.c: what ROUTE is for SUBJECT, as CARD of operations.json says. */
struct dms_json *openapi_operation(const struct openapi *openapi, const struct route *route,
                                   const struct openapi_subject *subject,
                                   const struct dms_json *card);
/* openapi_names.c: the words of KIND ("transitions", "fields", "masked") that SUBJECT knows. */
struct dms_json *openapi_names(const struct openapi *openapi,
                               const struct openapi_subject *subject, const char *kind);
struct dms_json *openapi_states(const struct openapi *openapi,
                                const struct openapi_subject *subject);
/* openapi_schemas.c: how records look, to be read, made and changed; a call's arguments. */
void openapi_add_schemas(struct openapi *openapi, const struct openapi_subject *subject);
struct dms_json *openapi_arguments(const struct dms_json *call);
/* openapi_values.c: one field or argument as meta tells it; WRITTEN: as a request may write it. */
struct dms_json *openapi_value(const struct dms_json *field, bool written);
/* openapi_problems.c: the statuses ROUTE may answer with, and what they are. */
void openapi_add_problems(struct dms_json *responses, const struct route *route, bool has_rev);
struct dms_json *openapi_responses(const struct openapi *openapi);

#endif
