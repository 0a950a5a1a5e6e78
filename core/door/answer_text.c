/* answer_text.c - dms_house_ask_text: what only reads, answered in print. */
#include "base/card.h"
#include "door/printing.h"

static enum dms_status
print_any(struct dms_house *house, const struct dms_request *request,
          struct printing *printing, struct dms_error *error)
{
    struct dms_json *answer = NULL;
    enum dms_status st =
        dms_house_ask(house, request, printing->question, &answer, error);
    if (st == DMS_OK)
        printing_tree(printing, answer);
    dms_json_destroy(answer);
    return st;
}

enum dms_status
dms_house_ask_text(struct dms_house *house, const struct dms_request *request,
                   const struct dms_json *question, struct dms_answer_text *answer,
                   struct dms_error *error)
{
    static const struct dms_answer_text nothing = { 0 };
    struct printing printing = { .question = question };
    uint32_t size = answer->size;
    bool writes = false;
    dms_work work = printing_work(question, &writes);
    enum dms_status st =
        work != NULL && !writes
            ? dms_house_read(house, request, work, &printing, NULL, error)
            : print_any(house, request, &printing, error);
    card_copy(answer, size, &nothing, sizeof(nothing));
    answer->size = size;
    if (st == DMS_OK)
        printing_give(&printing, answer);
    printing_clear(&printing);
    return st;
}
