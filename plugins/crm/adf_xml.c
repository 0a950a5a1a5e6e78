/* adf_xml.c - walks an ADF file with expat and hands over one prospect after the other.
 *
 * Nothing outside the file is fetched and no entity is expanded; depth, text and number of
 * elements are limited, so a hostile file costs no more than its size. */
#include <ctype.h>
#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "adf.h"

#define DEPTH_LIMIT   16
#define ELEMENT_LIMIT 4000
#define TEXT_LIMIT    65536

struct walk {
    XML_Parser parser;
    struct adf_prospect prospect;
    struct adf_marks marks[DEPTH_LIMIT + 1]; /* of the open elements, by depth */
    adf_tell tell;
    void *context;
    struct dms_error *error;
    enum dms_status status;
    int depth, elements, prospects;
    char path[DEPTH_LIMIT * 24];      /* below the prospect */
    size_t path_end[DEPTH_LIMIT + 1]; /* of the element around, by depth */
    size_t text_start[DEPTH_LIMIT + 1];
    size_t text_size;
    char text[TEXT_LIMIT + 1];
};

static void
give_up(struct walk *walk, enum dms_status status)
{
    walk->status = status;
    XML_StopParser(walk->parser, XML_FALSE);
}

/* Depth 1 is <adf>, 2 a <prospect>, below is the path. */
static bool
enter(struct walk *walk, const char *name)
{
    size_t end = walk->path_end[walk->depth - 1];
    size_t size = strlen(name);
    if (end + size + 2 > sizeof(walk->path))
        return false;
    if (end > 0)
        walk->path[end++] = '/';
    for (size_t i = 0; i < size; i++)
        walk->path[end++] = (char)tolower((unsigned char)name[i]);
    walk->path[end] = '\0';
    walk->path_end[walk->depth] = end;
    return true;
}

static void
open_top(struct walk *walk, const char *name)
{
    if (walk->depth == 1 && strcasecmp(name, "adf") != 0)
        give_up(walk,
                dms_fail(walk->error, DMS_INVALID, "crm.adf_root", "root=%s", name));
    walk->path_end[walk->depth] = 0;
    if (walk->depth == 1)
        return;
    walk->elements = 0;
    walk->prospects += strcasecmp(name, "prospect") == 0;
    adf_prospect_begin(&walk->prospect, (int64_t)XML_GetCurrentLineNumber(walk->parser));
}

static void
open_element(void *data, const char *name, const char **attributes)
{
    struct walk *walk = data;
    name = adf_local(name);
    if (++walk->depth > DEPTH_LIMIT) {
        give_up(walk, dms_fail(walk->error, DMS_INVALID, "crm.adf_too_deep", "limit=%d",
                               DEPTH_LIMIT));
        return;
    }
    walk->text_start[walk->depth] = walk->text_size;
    if (walk->depth <= 2) {
        open_top(walk, name);
        return;
    }
    if (++walk->elements > ELEMENT_LIMIT || !enter(walk, name)) {
        give_up(walk, dms_fail(walk->error, DMS_INVALID, "crm.adf_too_many", "limit=%d",
                               ELEMENT_LIMIT));
        return;
    }
    adf_read_marks(&walk->marks[walk->depth], name, attributes);
    adf_prospect_open(&walk->prospect, walk->path, attributes);
}

static char *
trim(char *text)
{
    size_t size = strlen(text);
    while (size > 0 && isspace((unsigned char)text[size - 1]))
        text[--size] = '\0';
    return text + strspn(text, " \t\r\n");
}

static void
close_element(void *data, const char *name)
{
    struct walk *walk = data;
    if (walk->status != DMS_OK)
        return;
    if (walk->depth == 2 && strcasecmp(adf_local(name), "prospect") == 0) {
        enum dms_status st = walk->tell(walk->context, &walk->prospect, walk->error);
        if (st != DMS_OK)
            give_up(walk, st);
    }
    size_t start = walk->text_start[walk->depth];
    walk->text[walk->text_size] = '\0';
    /* Mark-up inside a comment is dropped, its words stay. */
    bool inside = walk->depth > 2 && strstr(walk->path, "comments/") != NULL;
    if (walk->depth > 2 && !inside)
        adf_prospect_close(&walk->prospect, walk->path, &walk->marks[walk->depth],
                           trim(walk->text + start));
    if (!inside)
        walk->text_size = start;
    if (walk->depth > 2)
        walk->path[walk->path_end[walk->depth - 1]] = '\0';
    walk->depth--;
}

static void
take_text(void *data, const char *text, int size)
{
    struct walk *walk = data;
    if (walk->depth < 3 || walk->status != DMS_OK)
        return;
    if (walk->text_size + (size_t)size > TEXT_LIMIT) {
        give_up(walk, dms_fail(walk->error, DMS_INVALID, "crm.adf_too_large",
                               "element=%s|limit=%d", walk->path, TEXT_LIMIT));
        return;
    }
    memcpy(walk->text + walk->text_size, text, (size_t)size);
    walk->text_size += (size_t)size;
}

/* Of a DTD that is elsewhere, so what &eacute; means is not known: it stays as it stands. */
static void
keep_entity(void *data, const char *name, int is_parameter)
{
    if (is_parameter != 0)
        return;
    take_text(data, "&", 1);
    take_text(data, name, (int)strlen(name));
    take_text(data, ";", 1);
}

static void
refuse_entity(void *data, const char *name, int is_parameter, const char *value, int size,
              const char *base, const char *system, const char *public,
              const char *notation)
{
    (void)name, (void)is_parameter, (void)value, (void)size;
    (void)base, (void)system, (void)public, (void)notation;
    struct walk *walk = data;
    if (walk->status == DMS_OK)
        give_up(walk, dms_fail(walk->error, DMS_INVALID, "crm.adf_entities", ""));
}

static struct walk *
walk_create(const struct adf_bytes *bytes, adf_tell tell, void *context,
            struct dms_error *error)
{
    struct walk *walk = calloc(1, sizeof(*walk));
    XML_Parser parser = XML_ParserCreate(bytes->really);
    if (walk == NULL || parser == NULL)
        abort(); /* out of memory ends the program */
    walk->parser = parser;
    walk->tell = tell;
    walk->context = context;
    walk->error = error;
    XML_SetUserData(parser, walk);
    XML_SetElementHandler(parser, open_element, close_element);
    XML_SetCharacterDataHandler(parser, take_text);
    XML_SetSkippedEntityHandler(parser, keep_entity);
    XML_SetEntityDeclHandler(parser, refuse_entity);
    return walk;
}

static void
walk_destroy(struct walk *walk)
{
    adf_prospect_end(&walk->prospect);
    XML_ParserFree(walk->parser);
    free(walk);
}

static enum dms_status
feed(struct walk *walk, const char *bytes, size_t size)
{
    if (XML_Parse(walk->parser, bytes, (int)size, size == 0) == XML_STATUS_OK)
        return walk->status;
    if (walk->status == DMS_OK)
        walk->status = dms_fail(walk->error, DMS_INVALID, "crm.adf_xml", "reason=%s",
                                XML_ErrorString(XML_GetErrorCode(walk->parser)));
    return walk->status;
}

enum dms_status
adf_xml_walk(struct dms_import *import, adf_tell tell, void *context,
             struct dms_error *error)
{
    static _Thread_local char block[ADF_BLOCK * 2];
    struct adf_bytes bytes;
    struct walk *walk = NULL;
    enum dms_status st = adf_bytes_open(&bytes, import, error);
    if (st != DMS_OK)
        goto done;
    walk = walk_create(&bytes, tell, context, error);
    for (size_t got = 1; st == DMS_OK && got > 0;) {
        st = adf_bytes_read(&bytes, block, &got, error);
        if (st == DMS_OK)
            st = feed(walk, block, got);
    }
    if (st == DMS_OK && walk->prospects == 0)
        st = dms_fail(error, DMS_INVALID, "crm.adf_no_prospect", "");
done:
    if (st != DMS_OK)
        dms_error_at_file(error, dms_import_file(import),
                          walk != NULL ? (int64_t)XML_GetCurrentLineNumber(walk->parser)
                                       : 1);
    if (walk != NULL)
        walk_destroy(walk);
    adf_bytes_close(&bytes);
    return st;
}
