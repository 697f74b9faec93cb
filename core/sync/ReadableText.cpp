// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ReadableText.h"

#include "core/mime/ParsedMessage.h"
#include "core/mime/TextSnippet.h"

namespace tern::sync {

namespace {

constexpr int kDeepest = 3;                     // messages within messages
constexpr int kMostForwarded = 20;
constexpr qsizetype kLongestForwarded = 1'000'000;   // characters of all of them

/// What is forwarded as an attachment is found by its words too.
class ForwardedText {
public:
    explicit ForwardedText(QString &text) : m_text(text) {}

    void addFrom(const QByteArray &message, const std::vector<mime::Attachment> &attachments, int depth)
    {
        for (const mime::Attachment &attachment : attachments) {
            if (attachment.type != QLatin1String("message/rfc822"))
                continue;
            if (depth > kDeepest || m_count == kMostForwarded || m_added >= kLongestForwarded)
                return;
            ++m_count;
            const auto content = mime::partContent(message, attachment.part);
            if (content)
                add(*content, depth);
        }
    }

private:
    void add(const QByteArray &message, int depth)
    {
        mime::ParseOptions options;
        options.hashAttachments = false;
    options.measureAttachments = false;
        const auto parsed = mime::parseMessage(message, options);
        if (!parsed)
            return;
        QString words = parsed->subject;
        for (const mime::Address &from : parsed->from)
            words += QLatin1Char('\n') + from.name + QLatin1Char(' ') + from.address;
        words += QLatin1Char('\n') + parsed->text.left(kLongestForwarded - m_added);
        m_added += words.size();
        m_text += QStringLiteral("\n\n") + words;
        addFrom(message, parsed->attachments, depth + 1);
    }

    QString &m_text;
    int m_count = 0;
    qsizetype m_added = 0;
};

} // namespace

ReadableText readableText(const QByteArray &message)
{
    mime::ParseOptions options;
    options.hashAttachments = false;
    options.measureAttachments = false;
    options.readHeader = false;
    options.acceptAnything = true;
    auto parsed = mime::parseMessage(message, options);
    if (!parsed)
        return {};
    ReadableText result;
    result.text = std::move(parsed->text);
    result.snippet = mime::snippetOf(result.text);
    for (const mime::Attachment &attachment : parsed->attachments)
        result.attachmentNames << attachment.name;
    ForwardedText(result.text).addFrom(message, parsed->attachments, 1);
    return result;
}

} // namespace tern::sync
