// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/QueryLanguage.h"

#include "core/search/TextTokens.h"

#include <QStringView>


namespace tern::search {

namespace {

constexpr QChar kFullWidthColon(0xFF1A);
/// More terms than a person types; each costs two index walks.
constexpr std::size_t kMostTerms = 16;
/// From so many letters on the word being typed is completed in bodies too. FTS5 merges the hits of every word that begins with a prefix before
/// it gives the first: with one or two letters that is most of all text.
constexpr qsizetype kLettersCompletedInBodies = 3;

struct Piece {
    QString field;       ///< lower case, empty without an operator
    QString text;
    bool quoted = false;
    bool last = false;   ///< the query ends with it, unquoted
};

bool isQuote(QChar character)
{
    return character == QLatin1Char('"') || character == QChar(0x201C) || character == QChar(0x201D) || character == QChar(0x300C)
        || character == QChar(0x300D);
}

std::vector<Piece> cut(const QString &query)
{
    std::vector<Piece> pieces;
    qsizetype at = 0;
    while (at < query.size()) {
        if (query.at(at).isSpace()) {
            ++at;
            continue;
        }
        Piece piece;
        const qsizetype begin = at;
        bool named = false;
        while (at < query.size() && !query.at(at).isSpace() && !isQuote(query.at(at))) {
            const QChar character = query.at(at);
            ++at;
            if ((character == QLatin1Char(':') || character == kFullWidthColon) && !named && at - begin > 1) {
                named = true;
                piece.field = query.mid(begin, at - begin - 1).toLower();
                piece.text.clear();
                continue;
            }
            piece.text += character;
        }
        if (at < query.size() && isQuote(query.at(at)) && piece.text.isEmpty()) {
            piece.quoted = true;
            const qsizetype from = ++at;
            while (at < query.size() && !isQuote(query.at(at)))
                ++at;
            piece.text = query.mid(from, at - from);
            if (at < query.size())
                ++at;
        }
        piece.last = !piece.quoted && at == query.size();
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

/// A text cut for looking it up in texts. Of words the index knows only that they are there.
struct LookedFor {
    std::vector<std::string> words;
    bool hasIdeographs = false;
    bool endsInWord = false;
    qsizetype lettersOfLast = 0;
};

LookedFor lookedFor(std::string_view bytes)
{
    constexpr std::size_t kMostWords = 32;  // no more narrow anything down
    LookedFor found;
    tokenize(bytes, [&](const Token &token) {
        found.endsInWord = token.isWord;
        if (token.isWord) {
            found.words.emplace_back(token.text);
            found.lettersOfLast = QString::fromUtf8(token.text.data(), static_cast<qsizetype>(token.text.size())).size();
        } else {
            found.hasIdeographs = found.hasIdeographs || token.text != kGap;
        }
        return found.words.size() < kMostWords;
    });
    return found;
}

/// An FTS5 string. A quotation mark is doubled, so nothing typed can leave it.
std::string quotedString(std::string_view bytes)
{
    std::string quoted = "\"";
    for (const char byte : bytes) {
        if (byte == '"')
            quoted += '"';
        // FTS5 reads a C string.
        quoted += byte == '\0' ? ' ' : byte;
    }
    return quoted + '"';
}

/// Nothing if no token is in the text.
store::SearchTerm phrase(const QString &text, bool prefix)
{
    const std::string bytes = text.toStdString();
    const LookedFor found = lookedFor(bytes);
    if (found.words.empty() && !found.hasIdeographs)
        return {};
    store::SearchTerm term;
    term.headerMatch = quotedString(bytes);
    for (const std::string &word : found.words)
        term.wordMatch += (term.wordMatch.empty() ? "" : " AND ") + quotedString(word);
    if (found.hasIdeographs)
        term.ideographMatch = quotedString(bytes);
    if (!prefix || !found.endsInWord || bytes.back() == ' ')
        return term;
    term.headerMatch += " *";
    if (found.lettersOfLast >= kLettersCompletedInBodies)
        term.wordMatch += " *";
    return term;
}

const char *columnOf(const QString &field)
{
    if (field == QLatin1String("from"))
        return "sender";
    if (field == QLatin1String("to") || field == QLatin1String("cc"))
        return "recipients";
    if (field == QLatin1String("subject"))
        return "subject";
    if (field == QLatin1String("attachment") || field == QLatin1String("filename"))
        return "attachments";
    return nullptr;
}

/// \return true if the piece was a condition on the message's state or place.
bool takeCondition(const Piece &piece, store::SearchPlan &plan)
{
    const QString value = piece.text.toLower();
    if (piece.field == QLatin1String("has") && (value == QLatin1String("attachment") || value == QLatin1String("attachments")))
        plan.withAttachment = true;
    else if (piece.field == QLatin1String("is") && value == QLatin1String("unread"))
        plan.unread = true;
    else if (piece.field == QLatin1String("is") && value == QLatin1String("read"))
        plan.read = true;
    else if (piece.field == QLatin1String("is") && (value == QLatin1String("flagged") || value == QLatin1String("starred")))
        plan.flagged = true;
    else if (piece.field == QLatin1String("label") && !store::labelKey(piece.text).isEmpty())
        plan.labels.push_back(store::labelKey(piece.text));
    else if (piece.field == QLatin1String("in") && !piece.text.isEmpty())
        plan.mailboxes.push_back(piece.text.toCaseFolded());
    else
        return false;
    return true;
}

} // namespace

store::SearchPlan parseQuery(const QString &query)
{
    store::SearchPlan plan;
    bool conditions = false;
    for (Piece &piece : cut(query)) {
        if (takeCondition(piece, plan)) {
            conditions = true;
            continue;
        }
        const char *column = columnOf(piece.field);
        if (column && piece.text.isEmpty())
            continue; // "from:" with its value still to be typed
        if (!column && !piece.field.isEmpty())
            piece.text = piece.field + QLatin1Char(':') + piece.text;
        store::SearchTerm term = phrase(piece.text, piece.last);
        if (term.headerMatch.empty() || plan.terms.size() == kMostTerms)
            continue;
        if (column)
            term = {std::string(column) + " : " + term.headerMatch, {}, {}};
        plan.terms.push_back(std::move(term));
    }
    plan.nothing = plan.terms.empty() && !conditions;
    return plan;
}

} // namespace tern::search
