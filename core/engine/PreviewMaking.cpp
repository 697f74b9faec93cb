// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/PreviewMaking.h"

#include "core/mime/Charset.h"
#include "core/mime/HtmlToText.h"
#include "core/mime/Tnef.h"

#include <QStringDecoder>

#include <algorithm>

namespace tern::engine {
namespace {

using files::FileKind;
using Kind = Preview::Kind;

constexpr qsizetype kMostText = 2'000'000;          // bytes that are shown
constexpr qsizetype kLargestMail = 50'000'000;      // bytes of a message within a message
constexpr int kLongestSide = 8'000;

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// As the reader decodes text; also what Windows calls Unicode.
QString decoded(const QByteArray &bytes, const mime::PartFile &file, const PreviewMeans &means)
{
    if (const auto encoding = QStringConverter::encodingForData(bytes); encoding && encoding != QStringConverter::Utf8)
        return QStringDecoder(*encoding).decode(bytes);
    if (!means.chosenCharset.empty() && file.type.startsWith(QStringLiteral("text/")))
        return mime::decodeTextAs(viewOf(bytes), means.chosenCharset);
    QString text = mime::decodeText(viewOf(bytes), file.charset, means.fallbackCharset);
    if (text.startsWith(QChar::ByteOrderMark))
        text.remove(0, 1);
    return text;
}

void fillText(Preview &preview, const mime::PartFile &file, const PreviewMeans &means)
{
    QByteArray shown = file.content.left(kMostText);
    // Not within a character: the last line is left out if it was cut.
    if (shown.size() < file.content.size()) {
        if (const auto line = shown.lastIndexOf('\n'); line > kMostText / 2)
            shown.truncate(line + 1);
    }
    preview.kind = Kind::Text;
    preview.left = file.content.size() - shown.size();
    QString text = decoded(shown, file, means);
    const FileKind kind = preview.look.content.kind;
    // A page can begin with any element.
    if (kind == FileKind::WebPage || (kind == FileKind::Text && preview.look.claimed.kind == FileKind::WebPage))
        text = mime::htmlToText(text);
    else if (kind == FileKind::RichText)
        text = mime::rtfToText(shown);
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    text.replace(u'\r', u'\n');
    text.remove(QChar(0));
    preview.text = std::move(text);
}

void fillMail(Preview &preview, const mime::PartFile &file, const PreviewMeans &means)
{
    if (file.content.size() > kLargestMail)
        return;
    mime::ParseOptions options;
    options.acceptAnything = true;
    options.fallbackCharset = means.fallbackCharset;
    auto parsed = mime::parseMessage(file.content, options);
    if (!parsed)
        return;
    auto opened = std::make_shared<OpenedMessage>();
    opened->parsed = *std::move(parsed);
    opened->raw = file.content;
    preview.kind = Kind::Mail;
    preview.mail = std::move(opened);
}

void fillDrawn(Preview &preview, const mime::PartFile &file, const PreviewMeans &means, const StopToken &stop)
{
    preview.kind = Kind::Drawn;
    files::DrawOrder order;
    order.format = preview.look.content.format;
    order.page = std::max(0, means.wish.page);
    order.width = std::clamp(means.wish.width, 1, kLongestSide);
    order.height = std::clamp(means.wish.height, 1, kLongestSide);
    if (means.program.empty())
        preview.drawn.trouble = files::Drawn::Trouble::NoProgram;
    else
        preview.drawn = files::drawInChild(means.program, file.content, order, means.longest, stop);
}

} // namespace

void fillPreview(Preview &preview, const mime::PartFile &file, const PreviewMeans &means, const StopToken &stop)
{
    switch (preview.look.content.kind) {
    case FileKind::Picture:
    case FileKind::Pdf:
        return fillDrawn(preview, file, means, stop);
    case FileKind::Calendar:
        fillText(preview, file, means);
        if (auto invitation = calendar::readInvitation(preview.text.toStdString(), SystemClock().now())) {
            preview.invitation = *std::move(invitation);
            preview.kind = Kind::Invitation;
        }
        return;
    case FileKind::Contact:
        fillText(preview, file, means);
        preview.contacts = calendar::readContactCards(viewOf(file.content), file.charset);
        if (!preview.contacts.empty())
            preview.kind = Kind::Contacts;
        return;
    case FileKind::Mail:
        return fillMail(preview, file, means);
    case FileKind::Text:
    case FileKind::Script:
    case FileKind::SystemChange:
        // A message says what it is by its type; by its bytes it is text.
        if (file.type == QStringLiteral("message/rfc822") || preview.look.claimed.kind == FileKind::Mail)
            return fillMail(preview, file, means);
        return fillText(preview, file, means);
    case FileKind::WebPage:
    case FileKind::RichText:
    case FileKind::Drawing:
        return fillText(preview, file, means);
    case FileKind::Shortcut:
        if (preview.look.content.format != "lnk")
            fillText(preview, file, means);
        return;
    case FileKind::WebProgram:
        if (preview.look.content.format == "hta")
            fillText(preview, file, means);
        return;
    default:
        break;
    }
    // Documents and programs that are zip files show what is in them, too.
    preview.zip = files::listZip(viewOf(file.content));
    if (preview.zip)
        preview.kind = Kind::Zip;
}

} // namespace tern::engine
