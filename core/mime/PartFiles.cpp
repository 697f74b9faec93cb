// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/PartFiles.h"

#include "core/mime/BodyText.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/HeaderBlock.h"
#include "core/mime/PartTree.h"
#include "core/mime/PreCheck.h"

#include <algorithm>
#include <map>
#include <optional>

namespace tern::mime {
namespace {

constexpr std::size_t kLongestField = 16'384;   // bytes of it that are looked at
constexpr int kDeepest = 200;

bool turns(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069) || u == 0x200E || u == 0x200F || u == 0x061C;
}

bool nameTurns(const Part &part)
{
    const QString name = part.name();
    if (std::any_of(name.begin(), name.end(), turns))
        return true;
    for (const RawField &field : splitHeaderBlock(part.header, 1'000)) {
        if (!equalsIgnoringCase(field.name, "content-type") && !equalsIgnoringCase(field.name, "content-disposition"))
            continue;
        const QString text = decodeEncodedWords(unfolded(field.value.substr(0, kLongestField)), "utf-8");
        if (std::any_of(text.begin(), text.end(), turns))
            return true;
    }
    return false;
}

void index(const Part &part, std::map<std::string_view, const Part *> &found, int depth)
{
    if (!part.isMultipart())
        found.emplace(part.section, &part);
    if (depth > kDeepest)
        return;
    for (const Part &child : part.children)
        index(child, found, depth + 1);
}

PartFile asFile(const Part &part)
{
    return {part.content(), part.name(), nameTurns(part), QString::fromStdString(part.type.value), part.type.get("charset").toStdString()};
}

} // namespace

void forEachPart(const QByteArray &raw, const std::vector<std::string> &parts, const std::function<void(std::size_t, PartFile)> &take)
{
    const CheckedMessage checked = preCheck(raw);
    const PartTree tree = parsePartTree(checked.bytes, "GB18030");
    std::map<std::string_view, const Part *> found;
    index(tree.root, found, 0);
    std::optional<BodyText> body;     // what was found inside parts; read when somebody asks for it
    if (std::any_of(parts.begin(), parts.end(), [](const std::string &part) { return part.find('~') != std::string::npos; })) {
        body = readBody(tree.root, {});
        for (const Part &inside : body->found)
            found.emplace(inside.section, &inside);
    }
    for (std::size_t place = 0; place < parts.size(); ++place) {
        if (const auto part = found.find(parts[place]); part != found.end())
            take(place, asFile(*part->second));
    }
}

Result<PartFile> partFile(const QByteArray &raw, const std::string &part)
{
    std::optional<PartFile> found;
    forEachPart(raw, {part}, [&found](std::size_t, PartFile file) { found = std::move(file); });
    if (!found)
        return makeError(ErrorKind::NotFound, "mime.part", part);
    return *std::move(found);
}

} // namespace tern::mime
