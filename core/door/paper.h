/* paper.h - documents on paper: a template, the record it is about, and the page that comes out.
 *
 * A template is a piece of HTML. Its head, the comment it begins with, is JSON: which entity it is
 * about, which paper it wants, which lists it has. Between its tags stands what is filled in:
 *     {{price}} {{customer.name}} {{price:words}} {{price:label}} {{@key of a sentence}}
 *     {{#list}}…{{/list}} {{#field}}…{{/field}} {{^field}}…{{/field}} {{! a remark }}
 * There is nothing else: no code, and no way to put a value in but as text. */
#ifndef DMS_DOOR_PAPER_H
#define DMS_DOOR_PAPER_H

#include "base/list.h"
#include "base/text.h"
#include "door/door.h"

enum paper_node_kind {
    PAPER_TEXT,     /* as it is */
    PAPER_VALUE,    /* of a field, for people */
    PAPER_WORDS,    /* money, in capitals */
    PAPER_LABEL,    /* what the field is called */
    PAPER_SENTENCE, /* of i18n */
    PAPER_IF,       /* a field has something to show */
    PAPER_UNLESS,
    PAPER_EACH /* once a row of a list */
};

struct paper_node {
    enum paper_node_kind kind;
    const char *text; /* the piece; the field's path; the key; the list's name */
    size_t size;
    int64_t line;
    const struct dms_json *list; /* PAPER_EACH: what the head says of it */
    struct paper_node *inner, *next;
};

struct paper {
    struct scratch *memory; /* holds the rest, but for the head */
    const char *file, *text;
    struct dms_json *head;
    const char *entity, *size; /* as the head says; size: "a4", "form_140"… */
    struct paper_node *nodes;
};

/* paper_read.c: TEXT as it stands in FILE. INVALID with file and line. Yours to destroy. */
enum dms_status paper_read(const char *file, const char *text, struct paper **paper,
                           struct dms_error *error);
void paper_destroy(struct paper *paper); /* NULL is welcome */
/* paper_head.c: reads the head that TEXT begins with; *BODY is what comes after it. */
enum dms_status paper_read_head(struct paper *paper, const char **body,
                                struct dms_error *error);
/* paper_check.c: its names are there. */
enum dms_status paper_check(const struct paper *paper, const struct catalogue *catalogue,
                            const struct messages *messages, struct dms_error *error);
/* paper_fault.c: each fills ERROR, with file and line, and returns INVALID. */
enum dms_status paper_fault(const struct paper *paper, int64_t line, const char *key,
                            const char *name, const char *known, struct dms_error *error);
enum dms_status paper_fault_near(const struct paper *paper, int64_t line, const char *key,
                                 const char *name, const char *const *names,
                                 struct dms_error *error);
/* CAUSE happened there. */
enum dms_status paper_fault_of(const struct paper *paper, int64_t line,
                               const struct dms_error *cause, struct dms_error *error);
/* The line of TEXT on which WORD stands first; 1 when nowhere. */
int64_t paper_line(const struct paper *paper, const char *word);

/* Whose paper it is: layers of scripts are laid over the plugin's own. */
struct paper_place {
    char entity[96], store[64], brand[64]; /* codes; "" for none */
    int64_t id;
};
/* paper_find.c: the template NAME ("sales.quote") as it holds there, checked. One that is wrong is a
 * notice, and the next layer's is taken. NOT_FOUND; INVALID when it is about another entity. Reads
 * files: not inside a unit. */
enum dms_status paper_find(struct dms_house *house, const struct paper_place *place,
                           const char *name, struct paper **paper, struct dms_error *error);

/* Each form of all layers and plugins is read, so that a wrong one is a notice before anybody prints it. */
void paper_look_over(struct dms_house *house);

/* One print, as it was made. */
struct paper_print {
    const char *name; /* of the template */
    int64_t copy, at, by; /* which one it is; ms UTC; user */
};
/* A field that was shown whole though its reader sees it masked elsewhere. */
struct paper_sight {
    const char *entity, *field;
    int64_t id;
};
struct paper_drawing {
    struct dms_unit *unit;
    const struct paper *paper;
    const struct paper_print *print;
    const struct dms_record *document, *row;
    int64_t row_number;
    struct list sights; /* of struct paper_sight, in scratch */
    struct text out;
};
/* paper_draw.c: the whole page at the end of OUT, as the unit's actor may have it. */
enum dms_status paper_draw(struct paper_drawing *drawing, struct dms_error *error);
/* paper_value.c: what PATH leads to, for people; "" when there is nothing or it is not for them.
 * Scratch. KIND: PAPER_VALUE, PAPER_WORDS or PAPER_LABEL. */
const char *paper_value(struct paper_drawing *drawing, enum paper_node_kind kind,
                        const char *path);
/* Has PATH something to show: neither nothing nor 0 nor false? */
bool paper_has(struct paper_drawing *drawing, const char *path);
/* paper_rows.c: EACH for every row of LIST, in order. */
typedef enum dms_status (*paper_each)(struct paper_drawing *drawing, void *context,
                                      struct dms_error *error);
enum dms_status paper_rows(struct paper_drawing *drawing, const struct dms_json *list,
                           paper_each each, void *context, struct dms_error *error);
/* paper_style.c: what all papers look like, how large this one is; PAGES: CSS content. */
void paper_style(const struct paper *paper, const char *pages, struct text *out);
/* NULL-ended; the first is what a template has that does not say. */
extern const char *const paper_sizes[];

#endif
