// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/PartTree.h"

#include "core/mime/PartSplitter.h"

namespace tern::mime {

QByteArray Part::content() const
{
    return own ? *own : decodedTransfer(body, encoding);
}

std::int64_t Part::contentSize() const
{
    if (own)
        return own->size();
    std::int64_t size = 0;
    decodeTransfer(body, encoding, [&size](std::string_view piece) { size += static_cast<std::int64_t>(piece.size()); });
    return size;
}

QString Part::name() const
{
    const QString filename = disposition.get("filename");
    return filename.isEmpty() ? type.get("name") : filename;
}

void noteDefect(QStringList &defects, const QString &defect)
{
    constexpr qsizetype kMostDefects = 50;
    if (defects.size() < kMostDefects && !defects.contains(defect))
        defects << defect;
}

PartTree parsePartTree(const QByteArray &message, std::string_view fallbackCharset)
{
    PartTree tree;
    tree.source = message;
    const std::string_view text(tree.source.constData(), static_cast<std::size_t>(tree.source.size()));
    PartSplitter(text, fallbackCharset, tree.defects).split(tree.root);
    return tree;
}

} // namespace tern::mime
