// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/ProtocolWords.h"

#include "ui/console/WordTables.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>

#include <algorithm>

namespace tern::ui {
namespace {

constexpr std::size_t kMostWords = 8;

using Table = QHash<QByteArray, const ProtocolWord *>;

Table tableOf(std::span<const ProtocolWord> own)
{
    Table table;
    for (const std::span<const ProtocolWord> words : {signInWords(), own}) {
        for (const ProtocolWord &word : words)
            table.insert(QByteArray::fromRawData(word.word, qsizetype(std::char_traits<char>::length(word.word))), &word);
    }
    return table;
}

const Table &tableOf(std::string_view protocol)
{
    static const Table imap = tableOf(imapWords());
    static const Table pop3 = tableOf(pop3Words());
    static const Table smtp = tableOf(smtpWords());
    static const Table none;
    return protocol == "IMAP" ? imap : protocol == "POP3" ? pop3 : protocol == "SMTP" ? smtp : none;
}

bool isWordCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c != '\0' && std::string_view("+-./*\\_").find(c) != std::string_view::npos);
}

/// The line's words, without what stands in quotes and between angle brackets; "[secret]" is one.
std::vector<QByteArray> split(std::string_view text)
{
    std::vector<QByteArray> words;
    for (std::size_t at = 0; at < text.size();) {
        if (text.substr(at).starts_with("[secret]")) {
            words.emplace_back("[SECRET]");
            at += 8;
        } else if (text[at] == '"' || text[at] == '<') {
            const auto end = text.find(text[at] == '"' ? '"' : '>', at + 1);
            at = end == std::string_view::npos ? text.size() : end + 1;
        } else if (isWordCharacter(text[at]) && !(at == 3 && text[at] == '-')) {
            const std::size_t begin = at;
            while (at < text.size() && isWordCharacter(text[at]))
                ++at;
            // The code of a reply that goes on: "250-SIZE".
            if (begin == 0 && at > 3 && text[3] == '-' && std::all_of(text.begin(), text.begin() + 3, [](char c) { return c >= '0' && c <= '9'; }))
                at = 3;
            words.emplace_back(text.data() + begin, qsizetype(at - begin));
        } else {
            ++at;
        }
    }
    return words;
}

/// What of a server's status line is no free text: up to the code in brackets.
std::string_view withoutProse(std::string_view text, std::size_t behindStatus)
{
    const auto code = text.find_first_not_of(' ', behindStatus);
    if (code == std::string_view::npos || text[code] != '[')
        return text.substr(0, behindStatus);
    return text.substr(0, text.find(']', code));
}

/// The part of the line that the protocol knows.
std::string_view spokenPart(const TraceLine &line)
{
    const std::string_view text = line.text;
    const bool isServer = line.direction == TraceDirection::Server;
    if (line.protocol == "IMAP") {
        const auto tagEnd = text.find(' ');
        if (tagEnd == std::string_view::npos)
            return text;
        const std::string_view rest = text.substr(tagEnd + 1);
        if (!isServer)
            return rest;
        if (text.starts_with("+"))
            return text.substr(0, 1);
        for (const std::string_view status : {"OK", "NO", "BAD", "BYE", "PREAUTH"}) {
            if (rest.substr(0, rest.find(' ')) == status) {
                const std::string_view told = withoutProse(text, tagEnd + 1 + status.size());
                return text.starts_with("*") ? told : told.substr(tagEnd + 1);
            }
        }
        return text;
    }
    if (!isServer)
        return text;
    if (line.protocol == "POP3") {
        if (text.starts_with("+ "))
            return text.substr(0, 1);
        return text.starts_with("+OK") ? withoutProse(text, 3) : text.starts_with("-ERR") ? withoutProse(text, 4) : text;
    }
    return text.starts_with("250") ? text : text.substr(0, 3);
}

} // namespace

std::span<const ProtocolWord> protocolWords(std::string_view protocol)
{
    return protocol == "IMAP" ? imapWords() : protocol == "POP3" ? pop3Words() : protocol == "SMTP" ? smtpWords() : std::span<const ProtocolWord>();
}

std::vector<const ProtocolWord *> wordsIn(const TraceLine &line)
{
    std::vector<const ProtocolWord *> found;
    const Table &table = tableOf(line.protocol);
    if (table.isEmpty() || line.direction == TraceDirection::Note)
        return found;
    bool isFirst = true;
    for (const QByteArray &word : split(spokenPart(line))) {
        // Verbs and flags are known in any case; elsewhere a word in small letters is somebody's text.
        const bool anyCase = isFirst || word.startsWith('\\');
        const QByteArray upper = word.toUpper();
        isFirst = isFirst && upper == "UID";
        if (!anyCase && upper != word)
            continue;
        const ProtocolWord *known = table.value(upper);
        if (!known && (upper.startsWith('+') || upper.startsWith('-')))
            known = table.value(upper.mid(1));      // "+FLAGS"
        if (known && std::find(found.begin(), found.end(), known) == found.end())
            found.push_back(known);
        if (found.size() == kMostWords)
            break;
    }
    return found;
}

QString lineExplanation(const TraceLine &line)
{
    QString text = QDateTime::fromMSecsSinceEpoch(line.at).toString(QStringLiteral("HH:mm:ss.zzz"));
    const auto words = wordsIn(line);
    if (words.empty())
        return text;
    text = QStringLiteral("<p>%1</p>").arg(text);
    for (const ProtocolWord *word : words) {
        text += QStringLiteral("<p><b>%1</b> (%2)<br>%3</p>")
                    .arg(QString::fromUtf8(word->word).toHtmlEscaped(), QString::fromUtf8(word->where).toHtmlEscaped(),
                         QCoreApplication::translate("ProtocolWords", word->meaning).toHtmlEscaped());
    }
    return text;
}

} // namespace tern::ui
