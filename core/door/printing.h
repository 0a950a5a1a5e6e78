/* printing.h - answers as text: those that are asked most are printed without a tree. */
#ifndef DMS_DOOR_PRINTING_H
#define DMS_DOOR_PRINTING_H

#include "base/text.h"
#include "dms/front.h"

/* The context of the works below. */
struct printing {
    const struct dms_json *question;
    struct text out;
    int64_t rev, record; /* of the one record that is answered */
    char *next;
};

/* Answers QUESTION in print; its context is the printing, and it leaves *ANSWER alone. *WRITES: so
 * it needs the writer. NULL: only a tree can answer that. A work run again begins anew. */
dms_work printing_work(const struct dms_json *question, bool *writes);
/* Prints the tree. */
void printing_tree(struct printing *printing, const struct dms_json *answer);
/* Adds "warnings" to what was printed; WARNINGS may be NULL. */
void printing_warn(struct printing *printing, const struct dms_json *warnings);
/* What was printed; ANSWER's size says how much of it its owner knows. Empties the printing. */
void printing_give(struct printing *printing, struct dms_answer_text *answer);
void printing_clear(struct printing *printing);

#endif
