/* matrix.h - a dealership of one user per role, records of every entity in two stores, and the
 * rights that follow from the grants: the ground of the tests that ask everything as everybody. */
#ifndef TESTS_SUPPORT_MATRIX_H
#define TESTS_SUPPORT_MATRIX_H

#include "support/http_house.h"
#include "support/rights.h"
#include "support/sample.h"

enum { MATRIX_ROLES = 64, MATRIX_RECORDS = 4000 };

struct matrix_role {
    char name[64], user[80], token[128];
    int64_t id; /* of the user */
};

/* Where a record lies, seen from the role it was made for. */
enum matrix_place { PLACE_OWN, PLACE_HERE, PLACE_THERE };

struct matrix_record {
    const struct dms_json *entity; /* as described */
    const char *name;
    int64_t id, owner;
    bool there; /* in the other store */
    struct dms_json *clear; /* all its fields, as the house sees them */
};

/* Text that not everybody may see: looked for in every answer, so kept at hand. */
struct matrix_secret {
    char text[120];
    const struct matrix_record *record;
    const struct dms_json *field; /* as described */
};

struct matrix {
    struct http_house house;
    struct sampler sampler;
    struct rights *rights;
    struct matrix_role roles[MATRIX_ROLES];
    size_t role_count;
    struct matrix_record records[MATRIX_RECORDS];
    size_t record_count;
    struct matrix_secret *secrets;
    size_t secret_count;
    struct http_line line;
    unsigned asked, surprises, missing; /* missing: records that could not be made */
};

void matrix_open(struct matrix *matrix);
void matrix_close(struct matrix *matrix);
/* What a grant must reach for ROLE to have RECORD in sight. */
unsigned matrix_level(const struct matrix_role *role, const struct matrix_record *record);
bool matrix_reads(const struct matrix *matrix, const struct matrix_role *role,
                  const struct matrix_record *record);
/* Of the text of a value as it would stand in an answer; "" when it has none worth looking for. */
void matrix_text(const struct matrix_record *record, const char *field, char *text, size_t size);
/* Asks as ROLE, and looks through the answer for anything ROLE may not see in clear; SAID: what
 * the question itself says (NULL: nothing), which may come back. */
void matrix_ask(struct matrix *matrix, const struct matrix_role *role, const char *method,
                const char *path, const char *body, const char *said,
                struct http_reply *reply);
/* Sanitizers make a question three times as dear: they watch a third of the entities as described;
 * the build without them asks of all. */
bool matrix_has_time_for(size_t entity);
void matrix_surprise(struct matrix *matrix, const struct matrix_role *role, const char *format,
                     ...) DMS_PRINTF(3, 4);

#endif
