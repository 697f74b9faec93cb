// SPDX-License-Identifier: GPL-3.0-or-later
// GMime as a witness: of every message in the corpus in which our reader finds no defect, both see the same parts with the same contents.
#include "core/mime/ParsedMessage.h"
#include "core/mime/PartTree.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <gtest/gtest.h>

// GLib's headers use C casts and `signals` as a name.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wconversion"
#undef signals
#include <gmime/gmime.h>

namespace tern::mime {
namespace {

struct Seen {
    std::string type;
    QByteArray content;     // of leaves, without NULs
    bool operator==(const Seen &) const = default;
};

void gather(const Part &part, std::vector<Seen> &seen)
{
    seen.push_back({part.type.value, part.isMultipart() || part.type.value.starts_with("message/") ? QByteArray() : part.content()});
    for (const Part &child : part.children)
        gather(child, seen);
}

std::string typeOf(GMimeObject *object)
{
    char *name = g_mime_content_type_get_mime_type(g_mime_object_get_content_type(object));
    std::string type = name;
    g_free(name);
    std::transform(type.begin(), type.end(), type.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return type;
}

void gather(GMimeObject *object, std::vector<Seen> &seen)
{
    Seen one{typeOf(object), {}};
    if (GMIME_IS_PART(object) && !one.type.starts_with("message/") && g_mime_part_get_content(GMIME_PART(object)) != nullptr) {
        GMimeStream *out = g_mime_stream_mem_new();
        g_mime_data_wrapper_write_to_stream(g_mime_part_get_content(GMIME_PART(object)), out);
        const GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(out));
        one.content = QByteArray(reinterpret_cast<const char *>(bytes->data), static_cast<qsizetype>(bytes->len));
        g_object_unref(out);
    }
    seen.push_back(std::move(one));
    for (int i = 0; GMIME_IS_MULTIPART(object) && i < g_mime_multipart_get_count(GMIME_MULTIPART(object)); ++i)
        gather(g_mime_multipart_get_part(GMIME_MULTIPART(object), i), seen);
}

std::vector<Seen> seenByGmime(const QByteArray &raw)
{
    std::vector<Seen> seen;
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(raw.constData(), static_cast<std::size_t>(raw.size()));
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    if (GMimeMessage *message = g_mime_parser_construct_message(parser, nullptr)) {
        gather(g_mime_message_get_mime_part(message), seen);
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
    return seen;
}

std::string shown(const std::vector<Seen> &seen)
{
    std::string text;
    for (const Seen &one : seen)
        text += one.type + " \"" + one.content.left(60).toPercentEncoding(" ").toStdString() + "\" " + std::to_string(one.content.size()) + "\n";
    return text;
}

/// Where GMime sees it otherwise, and why.
const QStringList kOtherwise{
    QStringLiteral("structure/boundary-spaces.eml"),   // declared with spaces
    QStringLiteral("structure/mixed-line-ends.eml"),   // takes a character away
    QStringLiteral("structure/boundary-as-encoded-word.eml"),   // decodes the boundary
    QStringLiteral("structure/blank-lines-first.eml"),   // sees no header
    QStringLiteral("structure/empty-part-no-header.eml"),   // leaves empty parts out
    QStringLiteral("structure/type-text.eml"),   // no type without a slash
    QStringLiteral("transfer/qp-soft-breaks.eml"),   // no soft break before spaces
    QStringLiteral("transfer/base64-groups-padded.eml"),   // one padded group only
};

TEST(Witness, SeesTheSameParts)
{
    g_mime_init();
    int compared = 0;
    const QDir folder(QStringLiteral(TERN_SOURCE_DIR "/tests/data/mail"));
    QDirIterator files(folder.path(), {QStringLiteral("*.eml")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString name = folder.relativeFilePath(files.next());
        QFile file(folder.filePath(name));
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        const QByteArray raw = file.readAll();
        const auto parsed = parseMessage(raw);
        if (!parsed || !parsed->defects.isEmpty())
            continue;
        const PartTree tree = parsePartTree(raw, "GB18030");
        std::vector<Seen> ours;
        gather(tree.root, ours);
        const std::vector<Seen> theirs = seenByGmime(raw);
        if (kOtherwise.contains(name))
            continue;
        EXPECT_TRUE(ours == theirs) << name.toStdString() << "\n" << shown(ours) << "\n" << shown(theirs);
        ++compared;
    }
    EXPECT_GT(compared, 200);
}

} // namespace
} // namespace tern::mime
#pragma GCC diagnostic pop
