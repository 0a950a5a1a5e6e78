/* compare_contract.c - sales.compare_contract: contract and order, quote, car, customer, word by
 * word of what differs (row 27). */
#include <stdlib.h>
#include <string.h>

#include "contract_terms.h"

/* What one reads of a field: texts as they are, all else as people write it. */
static const char *
shown(struct dms_unit *unit, const struct dms_record *record, const char *field)
{
    if (!dms_record_has(record, field))
        return "";
    if (dms_record_field(record, field)->type == DMS_TEXT)
        return dms_record_text(record, field);
    struct dms_json *json = dms_record_json(record, field);
    const char *text = dms_scratch_printf(unit, "%s", dms_json_text(json));
    dms_json_destroy(json);
    return text;
}

static size_t
word_size(const char *text)
{
    return strcspn(text, " ");
}

/* Leaves out the words both begin and end with: what remains is what differs. */
static void
narrow(struct dms_unit *unit, const char **left, const char **right)
{
    const char *a = *left, *b = *right;
    while (word_size(a) == word_size(b) && a[word_size(a)] == ' ' &&
           b[word_size(b)] == ' ' && strncmp(a, b, word_size(a)) == 0) {
        size_t step = word_size(a) + 1;
        a += step;
        b += step;
    }
    size_t a_size = strlen(a), b_size = strlen(b), same = 0, cut = 0;
    while (same < a_size && same < b_size && a[a_size - same - 1] == b[b_size - same - 1])
        if (a[a_size - ++same] == ' ')
            cut = same;
    *left = dms_scratch_printf(unit, "%.*s", (int)(a_size - cut), a);
    *right = dms_scratch_printf(unit, "%.*s", (int)(b_size - cut), b);
}

static void
add_difference(struct dms_unit *unit, struct dms_json *list, const struct term *term,
               const char *own, const char *other, const char *where)
{
    struct dms_json *difference = dms_json_create_object();
    narrow(unit, &own, &other);
    dms_json_set_text(difference, "field", term->field);
    dms_json_set_text(difference, "contract", own);
    dms_json_set_text(difference, "other", other);
    dms_json_set_text(difference, "where", where);
    dms_json_take(list, difference);
}

enum dms_status
sales_contract_differences(struct dms_unit *unit, const struct dms_record *contract,
                           struct dms_json **list, struct dms_error *error)
{
    struct papers papers;
    *list = dms_json_create_array();
    enum dms_status st = papers_load(unit, contract, &papers, error);
    for (const struct term *term = contract_terms; term->field != NULL; term++) {
        const struct dms_record *paper =
            st == DMS_OK ? papers_at(&papers, term->paper) : NULL;
        if (paper == NULL || (term->may_lack && (!dms_record_has(contract, term->field) ||
                                                 !dms_record_has(paper, term->source))))
            continue;
        const char *own = shown(unit, contract, term->field);
        const char *other = shown(unit, paper, term->source);
        if (strcmp(own, other) != 0)
            add_difference(unit, *list, term, own, other, dms_record_entity(paper));
    }
    return st;
}

const char *
sales_differences_text(struct dms_unit *unit, const struct dms_json *list)
{
    const char *text = "";
    for (size_t i = 0; i < dms_json_count(list); i++) {
        const struct dms_json *row = dms_json_at(list, i);
        const char *field = dms_scratch_printf(unit, "field.sales.contract.%s",
                                               dms_json_text_at(row, "field"));
        const char *where =
            dms_scratch_printf(unit, "entity.%s", dms_json_text_at(row, "where"));
        text = dms_scratch_printf(
            unit, "%s%s%s: “%s” ≠ “%s” (%s)", text, i == 0 ? "" : "; ",
            sales_words(unit, field), dms_json_text_at(row, "contract"),
            dms_json_text_at(row, "other"), sales_words(unit, where));
    }
    return text;
}

static enum dms_status
compare(struct dms_unit *unit, const struct dms_json *arguments, void *data,
        struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    const struct dms_record *contract = NULL;
    struct dms_json *list = NULL;
    enum dms_status st =
        sales_see(unit, "sales.contract", dms_json_integer_at(arguments, "contract"),
                  &contract, error);
    if (st == DMS_OK)
        st = sales_contract_differences(unit, contract, &list, error);
    if (st == DMS_OK) {
        *answer = dms_json_create_object();
        dms_json_set_boolean(*answer, "equal", dms_json_count(list) == 0);
        dms_json_set_text(*answer, "text", sales_differences_text(unit, list));
        dms_json_take_key(*answer, "differences", list);
    } else {
        dms_json_destroy(list);
    }
    return st;
}

static const struct dms_argument arguments[] = {
    { .name = "contract", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card sales_compare_contract_call =
    DMS_CALL(.name = "sales.compare_contract", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             DMS_ARGUMENTS(arguments), .permission = "sales.contract:read",
             .run = compare);
