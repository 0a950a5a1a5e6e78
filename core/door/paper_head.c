/* paper_head.c - the comment a template begins with: what it is about, and on which paper. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "door/paper.h"

#define BEGIN "<!--"
#define END   "-->"

static const char *const members[] = { "entity", "paper", "lists", NULL };
static const char *const list_members[] = { "entity", "filter", "sort", NULL };

static enum dms_status
check_keys(const struct paper *paper, const struct dms_json *object,
           const char *const *known, struct dms_error *error)
{
    for (size_t i = 0; i < dms_json_count(object); i++) {
        const char *key = dms_json_key_at(object, i);
        size_t at = 0;
        while (known[at] != NULL && strcmp(known[at], key) != 0)
            at++;
        if (known[at] == NULL)
            return paper_fault_near(paper, paper_line(paper, key), "page.unknown_member",
                                    key, known, error);
    }
    return DMS_OK;
}

static enum dms_status
need_text(const struct paper *paper, const struct dms_json *object, const char *name,
          struct dms_error *error)
{
    return dms_json_text_at(object, name) != NULL
               ? DMS_OK
               : paper_fault(paper, 1, "page.member_needed", name, "", error);
}

static enum dms_status
read_lists(const struct paper *paper, struct dms_error *error)
{
    const struct dms_json *lists = dms_json_at_key(paper->head, "lists");
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(lists); i++) {
        const char *name = dms_json_key_at(lists, i);
        const struct dms_json *list = dms_json_value_at(lists, i);
        if (!name_valid(name, 40) || dms_json_kind(list) != DMS_JSON_OBJECT)
            return paper_fault(paper, paper_line(paper, name), "page.wants", name,
                               "\"rows\": { \"entity\": … }", error);
        st = need_text(paper, list, "entity", error);
        if (st == DMS_OK)
            st = check_keys(paper, list, list_members, error);
    }
    return st;
}

static enum dms_status
read_size(struct paper *paper, struct dms_error *error)
{
    const char *size = dms_json_text_at(paper->head, "paper");
    paper->size = size != NULL ? size : paper_sizes[0];
    for (size_t i = 0; paper_sizes[i] != NULL; i++)
        if (strcmp(paper_sizes[i], paper->size) == 0)
            return DMS_OK;
    return paper_fault_near(paper, paper_line(paper, size), "page.unknown_word", size,
                            paper_sizes, error);
}

static enum dms_status
load(struct paper *paper, const char *begin, const char *end, struct dms_error *error)
{
    struct dms_error cause = { 0 };
    if (dms_json_load(begin, (size_t)(end - begin), &paper->head, &cause) == DMS_OK &&
        dms_json_kind(paper->head) == DMS_JSON_OBJECT)
        return DMS_OK;
    if (dms_error_status(&cause) == DMS_OK)
        return paper_fault(paper, 1, "page.wants", "", "{ }", error);
    return paper_fault_of(paper, atoi(dms_error_value(&cause, "line")), &cause, error);
}

enum dms_status
paper_read_head(struct paper *paper, const char **body, struct dms_error *error)
{
    const char *begin = paper->text, *end = strstr(begin, END);
    *body = begin;
    if (strncmp(begin, BEGIN, strlen(BEGIN)) != 0 || end == NULL)
        return paper_fault(paper, 1, "paper.no_head", "",
                           BEGIN " { \"entity\": \"sales.quote\" } " END, error);
    enum dms_status st = load(paper, begin + strlen(BEGIN), end, error);
    if (st == DMS_OK)
        st = check_keys(paper, paper->head, members, error);
    if (st == DMS_OK)
        st = need_text(paper, paper->head, "entity", error);
    if (st == DMS_OK)
        st = read_size(paper, error);
    if (st == DMS_OK)
        st = read_lists(paper, error);
    paper->entity = dms_json_text_at(paper->head, "entity");
    *body = end + strlen(END);
    return st;
}
