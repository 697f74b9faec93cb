// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/QueryLanguage.h"

#include "core/search/TextTokens.h"

#include <QStringView>

#include <utility>

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

/// A text cut for looking it up in texts: the pieces that must all be there. Of two words the index doesn't know which stood first, so a piece ends
/// between them; of anything else it does.
struct LookedFor {
    std::vector<std::string> pieces;    ///< FTS5 strings
    bool endsInWord = false;
    qsizetype lettersOfLast = 0;
};

LookedFor lookedFor(std::string_view bytes)
{
    constexpr std::size_t kMostPieces = 32;  // no more narrow anything down
    LookedFor found;
    std::string piece;
    const auto endPiece = [&] {
        if (!piece.empty())
            found.pieces.push_back('"' + std::exchange(piece, {}) + '"');
    };
    tokenize(bytes, [&](const Token &token) {
        if (token.isWord && found.endsInWord)
            endPiece();
        found.endsInWord = token.isWord;
        found.lettersOfLast = QString::fromUtf8(token.text.data(), static_cast<qsizetype>(token.text.size())).size();
        // What stands between two ideographs does so in the query too.
        piece += token.text == kGap ? std::string_view(",") : token.text;
        return found.pieces.size() < kMostPieces;
    });
    endPiece();
    return found;
}

/// Nothing if no token is in the text. A quotation mark is doubled, so nothing typed can leave an FTS5 string.
store::SearchTerm phrase(const QString &text, bool prefix)
{
    const std::string bytes = text.toStdString();
    const LookedFor found = lookedFor(bytes);
    if (found.pieces.empty())
        return {};
    std::string quoted = "\"";
    for (const char byte : bytes) {
        if (byte == '"')
            quoted += '"';
        // FTS5 reads a C string.
        quoted += byte == '\0' ? ' ' : byte;
    }
    quoted += '"';
    std::string all;
    for (const std::string &piece : found.pieces)
        all += (all.empty() ? "" : " AND ") + piece;
    if (!prefix || !found.endsInWord || bytes.back() == ' ')
        return {quoted, all};
    return {quoted + " *", found.lettersOfLast < kLettersCompletedInBodies ? all : all + " *"};
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
            term = {std::string(column) + " : " + term.headerMatch, {}};
        plan.terms.push_back(std::move(term));
    }
    plan.nothing = plan.terms.empty() && !conditions;
    return plan;
}

} // namespace tern::search
