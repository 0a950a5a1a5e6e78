/* sample.h - records to try rules on: what the house has, and what the rules' own numbers and
 * words make worth trying. */
#ifndef DMS_SCRIPT_SAMPLE_H
#define DMS_SCRIPT_SAMPLE_H

#include "script/ruleset.h"

#define SAMPLE_FIELDS 6
#define SAMPLE_VALUES 14
#define SAMPLE_TRIES 2000
#define SAMPLE_RECORDS 20

struct sample_field {
    const char *name;
    struct dms_json *values; /* null: empty */
};

struct samples {
    const char *entity;
    struct sample_field fields[SAMPLE_FIELDS];
    size_t count, combinations;
};

/* The combinations worth trying for COUNT rules about ENTITY. */
void samples_make(struct samples *samples, struct dms_unit *unit, const char *entity,
                  const struct rule *const *rules, size_t count);
/* How many of them are tried, and which one is the TRY-th. */
size_t samples_tries(const struct samples *samples);
size_t samples_number(const struct samples *samples, size_t try);
void samples_clear(struct samples *samples);
/* Calls TRY with the newest records of the entity, then with one that is in memory only, until
 * it says true. */
typedef bool (*sample_try)(struct dms_unit *unit, const struct dms_record *record, void *data);
bool samples_each(const struct samples *samples, struct dms_unit *unit, sample_try try,
                  void *data);
/* sample_input.c: the same for a decision, which is asked with an object. */
void inputs_make(struct samples *samples, struct dms_unit *unit, const struct rule *rule);
typedef bool (*input_try)(struct dms_unit *unit, const struct dms_json *input, void *data);
bool inputs_each(const struct samples *samples, struct dms_unit *unit, input_try try,
                 void *data);
/* "id 12, source web, budget 1000.00" of RECORD; lives as long as the unit. */
const char *sample_words(const struct samples *samples, struct dms_unit *unit,
                         const struct dms_record *record);
/* The entity a rule or follow-up is about; "" when it is about none. */
void sample_entity(const struct rule *rule, char entity[128]);

#endif
