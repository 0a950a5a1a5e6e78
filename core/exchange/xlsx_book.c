/* xlsx_book.c - from the package's door to the part with the first sheet. */
#include "exchange/xlsx_book.h"

#include <stdlib.h>
#include <string.h>

struct relation {
    char *id, *type, *target;
};

/* One file of relations, or the list of sheets. */
struct links {
    struct list relations; /* of struct relation */
    struct list sheets;    /* struct relation too: id, and the name as target */
    bool from_1904;
};

static void
free_relation(void *item)
{
    struct relation *relation = item;
    free(relation->id);
    free(relation->type);
    free(relation->target);
    free(relation);
}

static void
add(struct list *list, const char *id, const char *type, const char *target)
{
    struct relation *relation = memory_get(sizeof(*relation));
    relation->id = memory_copy(id != NULL ? id : "");
    relation->type = memory_copy(type != NULL ? type : "");
    relation->target = memory_copy(target != NULL ? target : "");
    list_add(list, relation);
}

static void
open_links(struct xlsx_xml *xml, void *context, const char *name, const char **attributes)
{
    (void)xml;
    struct links *links = context;
    const char *epoch = xlsx_attribute(attributes, "date1904");
    if (strcmp(name, "Relationship") == 0)
        add(&links->relations, xlsx_attribute(attributes, "Id"),
            xlsx_attribute(attributes, "Type"), xlsx_attribute(attributes, "Target"));
    else if (strcmp(name, "sheet") == 0)
        add(&links->sheets, xlsx_attribute(attributes, "id"), NULL,
            xlsx_attribute(attributes, "name"));
    else if (strcmp(name, "workbookPr") == 0 && epoch != NULL)
        links->from_1904 = strcmp(epoch, "1") == 0 || strcmp(epoch, "true") == 0;
}

static const struct xlsx_reading reading = { .open = open_links };

/* "xl/workbook.xml" to "xl/_rels/workbook.xml.rels". Yours to free(). */
static char *
relations_of(const char *part)
{
    struct text path = { 0 };
    const char *slash = strrchr(part, '/');
    size_t folder = slash != NULL ? (size_t)(slash - part) + 1 : 0;
    text_add_sized(&path, part, folder);
    text_printf(&path, "_rels/%s.rels", part + folder);
    return text_take(&path);
}

/* TARGET as PART says it: from the root, or from PART's folder. Yours to free(). */
static char *
resolve(const char *part, const char *target)
{
    struct text path = { 0 };
    const char *slash = strrchr(part, '/');
    if (target[0] == '/')
        return memory_copy(target + 1);
    if (slash != NULL)
        text_add_sized(&path, part, (size_t)(slash - part) + 1);
    while (strncmp(target, "./", 2) == 0)
        target += 2;
    text_add(&path, target);
    return text_take(&path);
}

/* Types end with a word that two editions of the standard share. */
static const char *
target_of(const struct list *relations, const char *id, const char *word)
{
    for (size_t i = 0; i < relations->count; i++) {
        const struct relation *relation = relations->items[i];
        const char *slash = strrchr(relation->type, '/');
        bool same = slash != NULL && strcmp(slash + 1, word) == 0;
        if (same && (id == NULL || strcmp(relation->id, id) == 0))
            return relation->target;
    }
    return NULL;
}

static void
clear_links(struct links *links)
{
    list_clear(&links->relations, free_relation);
    list_clear(&links->sheets, free_relation);
}

/* Where the workbook itself is: the door of the package says it. Yours to free(). */
static enum dms_status
find_workbook(struct xlsx_package *package, char **part, struct dms_error *error)
{
    struct links door = { 0 };
    enum dms_status st = xlsx_xml_read(package, "_rels/.rels", &reading, &door, error);
    const char *target = target_of(&door.relations, NULL, "officeDocument");
    *part = resolve("", target != NULL ? target : "xl/workbook.xml");
    clear_links(&door);
    return st;
}

/* The first one with cells: a chart may stand before it. */
static bool
choose_sheet(struct xlsx_book *book, const struct links *links, const char *workbook)
{
    for (size_t i = 0; i < links->sheets.count; i++) {
        const struct relation *sheet = links->sheets.items[i];
        const char *target = target_of(&links->relations, sheet->id, "worksheet");
        if (target == NULL)
            continue;
        book->sheet = memory_copy(sheet->target);
        book->part = resolve(workbook, target);
        return true;
    }
    return false;
}

static enum dms_status
load_shared(struct xlsx_package *package, const struct links *links, const char *workbook,
            struct xlsx_book *book, struct dms_error *error)
{
    const char *strings = target_of(&links->relations, NULL, "sharedStrings");
    const char *styles = target_of(&links->relations, NULL, "styles");
    enum dms_status st = DMS_OK;
    if (strings != NULL) {
        char *part = resolve(workbook, strings);
        st = xlsx_strings_load(package, part, book, error);
        free(part);
    }
    if (st == DMS_OK && styles != NULL) {
        char *part = resolve(workbook, styles);
        st = xlsx_styles_load(package, part, book, error);
        free(part);
    }
    return st;
}

enum dms_status
xlsx_book_load(struct xlsx_package *package, struct xlsx_book *book,
               struct dms_error *error)
{
    struct links links = { 0 };
    char *workbook = NULL, *relations = NULL;
    enum dms_status st = find_workbook(package, &workbook, error);
    if (st == DMS_OK)
        st = xlsx_xml_read(package, workbook, &reading, &links, error);
    if (st == DMS_OK) {
        relations = relations_of(workbook);
        st = xlsx_xml_read(package, relations, &reading, &links, error);
    }
    book->from_1904 = links.from_1904;
    if (st == DMS_OK && !choose_sheet(book, &links, workbook))
        st = dms_fail(error, DMS_INVALID, "exchange.xlsx_no_sheet", "");
    if (st == DMS_OK)
        st = load_shared(package, &links, workbook, book, error);
    clear_links(&links);
    free(workbook);
    free(relations);
    return st;
}

void
xlsx_book_clear(struct xlsx_book *book)
{
    free(book->sheet);
    free(book->part);
    text_clear(&book->strings);
    free(book->starts);
    free(book->styles);
    *book = (struct xlsx_book){ 0 };
}
