/* approval_read.c - what a transition declares of its approval, and what that means for a record. */
#include <stdlib.h>
#include <string.h>

#include "script/approval.h"
#include "script/names.h"

static const char *const keys[] = { "by",     "how",     "amount",   "tiers",
                                    "guards", "timeout", "escalate", NULL };
static const char *const tier_keys[] = { "upto", "by", "how", NULL };

static void
check_keys(const struct reader *reader, const struct dms_json *part,
           const char *const *allowed)
{
    for (size_t i = 0; i < dms_json_count(part); i++) {
        const char *key = dms_json_key_at(part, i);
        size_t k = 0;
        while (key != NULL && allowed[k] != NULL && strcmp(allowed[k], key) != 0)
            k++;
        if (key == NULL || allowed[k] == NULL)
            reader_problem(reader, key, "script.unknown_key_near", key == NULL ? "" : key,
                           key == NULL ? "" : script_nearest(key, allowed));
    }
}

/* A number is so many persons, whoever of the roles they are. */
static void
check_how(const struct reader *reader, const struct dms_json *how)
{
    static const char *const words[] = { "any", "all", "turn", NULL };
    const char *text = dms_json_text(how);
    if (dms_json_kind(how) == DMS_JSON_NULL ||
        (dms_json_kind(how) == DMS_JSON_INTEGER && dms_json_integer(how) > 0))
        return;
    for (size_t i = 0; text != NULL && words[i] != NULL; i++)
        if (strcmp(words[i], text) == 0)
            return;
    reader_problem(reader, "how", "script.bad_how", text == NULL ? "?" : text, "");
}

static void
check_by(const struct reader *reader, const struct dms_json *part)
{
    const struct dms_json *by = dms_json_at_key(part, "by");
    for (size_t i = 0; i < dms_json_count(by); i++) {
        const char *role = dms_json_text(dms_json_at(by, i));
        names_check_role(reader, role);
        for (size_t k = 0; role != NULL && k < i; k++)
            if (strcmp(dms_json_text(dms_json_at(by, k)), role) == 0)
                reader_problem(reader, role, "script.role_twice", role, "");
    }
    check_how(reader, dms_json_at_key(part, "how"));
}

static void
check_fields(const struct reader *reader, const struct dms_json *approval,
             const char *entity)
{
    const struct dms_json *guards = dms_json_at_key(approval, "guards");
    const char *amount = dms_json_text_at(approval, "amount");
    for (size_t i = 0; i < dms_json_count(guards); i++)
        if (dms_json_text(dms_json_at(guards, i)) != NULL)
            reader_check_field(reader, entity, dms_json_text(dms_json_at(guards, i)));
    if (amount != NULL)
        reader_check_field(reader, entity, amount);
}

/* Tiers go up, and only the last has no end. */
static void
check_tiers(const struct reader *reader, const struct dms_json *approval)
{
    const struct dms_json *tiers = dms_json_at_key(approval, "tiers");
    int64_t before = INT64_MIN;
    for (size_t i = 0; i < dms_json_count(tiers); i++) {
        const struct dms_json *tier = dms_json_at(tiers, i);
        const struct dms_json *upto = dms_json_at_key(tier, "upto");
        bool last = i + 1 == dms_json_count(tiers);
        check_keys(reader, tier, tier_keys);
        check_by(reader, tier);
        if ((upto == NULL && !last) || (upto != NULL && dms_json_integer(upto) <= before))
            reader_problem(reader, "tiers", "script.tiers_go_up", "", "");
        before = dms_json_integer(upto);
    }
    if (dms_json_count(tiers) > 0 && dms_json_text_at(approval, "amount") == NULL)
        reader_problem(reader, "tiers", "script.missing", "amount", "");
    if (dms_json_count(tiers) == 0 &&
        dms_json_count(dms_json_at_key(approval, "by")) == 0)
        reader_problem(reader, "approval", "script.missing", "by", "");
}

const struct dms_json *
approval_read(const struct reader *reader, int index, const char *entity)
{
    const struct dms_json *approval = reader_json(reader, index, "approval");
    if (approval == NULL)
        return NULL;
    check_keys(reader, approval, keys);
    check_by(reader, approval);
    check_tiers(reader, approval);
    check_fields(reader, approval, entity);
    names_check_role(reader, dms_json_text_at(approval, "escalate"));
    if (dms_json_at_key(approval, "timeout") != NULL &&
        dms_json_text_at(approval, "escalate") == NULL)
        reader_problem(reader, "timeout", "script.missing", "escalate", "");
    return approval;
}

static const struct dms_json *
tier_for(const struct dms_json *approval, const struct dms_record *record)
{
    const struct dms_json *tiers = dms_json_at_key(approval, "tiers");
    int64_t amount = 0;
    if (dms_json_count(tiers) == 0)
        return approval;
    amount = dms_record_int(record, dms_json_text_at(approval, "amount"));
    for (size_t i = 0; i < dms_json_count(tiers); i++) {
        const struct dms_json *upto = dms_json_at_key(dms_json_at(tiers, i), "upto");
        if (upto == NULL || amount <= dms_json_integer(upto))
            return dms_json_at(tiers, i);
    }
    return dms_json_at(tiers, dms_json_count(tiers) - 1);
}

struct dms_json *
approval_plan(const struct dms_json *approval, const struct dms_record *record)
{
    if (approval == NULL)
        return NULL;
    const struct dms_json *tier = tier_for(approval, record);
    const struct dms_json *how = dms_json_at_key(tier, "how");
    if (dms_json_count(dms_json_at_key(tier, "by")) == 0)
        return NULL; /* so little needs nobody */
    struct dms_json *plan = dms_json_create_object();
    dms_json_take_key(plan, "by", dms_json_copy(dms_json_at_key(tier, "by")));
    dms_json_take_key(plan, "how",
                      how != NULL ? dms_json_copy(how) : dms_json_create_text("any"));
    return plan;
}

bool
approval_is_of(const struct dms_record *approval, const char *digest)
{
    const char *asked = dms_record_text(approval, "digest");
    return asked != NULL && strcmp(asked, digest) == 0;
}

static void
add_value(struct writing *out, const struct dms_record *record, const char *field)
{
    struct dms_json *value = dms_record_json(record, field);
    char *text = dms_json_print(value);
    writing_printf(out, "%s=%s;", field, text);
    free(text);
    dms_json_destroy(value);
}

void
approval_digest(const struct dms_json *approval, const struct dms_record *record,
                char digest[65])
{
    struct writing out = { 0 };
    const struct dms_json *guards = dms_json_at_key(approval, "guards");
    writing_add(&out, "", 0);
    for (size_t i = 0; i < dms_json_count(guards); i++)
        if (dms_json_text(dms_json_at(guards, i)) != NULL)
            add_value(&out, record, dms_json_text(dms_json_at(guards, i)));
    if (dms_json_text_at(approval, "amount") != NULL)
        add_value(&out, record, dms_json_text_at(approval, "amount"));
    dms_digest(out.data, out.size, digest);
    free(out.data);
}
