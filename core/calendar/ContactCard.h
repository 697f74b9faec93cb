// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <string_view>
#include <vector>

namespace tern::calendar {

/// Somebody's address card: what a person reads of a vCard.
struct ContactCard {
    enum class Use { None, Home, Work, Mobile, Fax };
    struct Entry {
        QString value;
        Use use = Use::None;
        QString label;              ///< the owner's own word for it; mostly empty
        bool isPreferred = false;
    };
    QString name;
    QStringList organization;       ///< company, then departments
    QString title;                  ///< the job
    std::vector<Entry> addresses;   ///< mail; only what mail can be sent to
    std::vector<Entry> phones;
    std::vector<Entry> places;      ///< postal, one line
    QStringList web;                ///< https or http
    QString birthday;               ///< as written
    QString note;
};

/// Reads vCards 2.1, 3.0 and 4.0 [RFC 2426, 6350], with quoted-printable, charsets, folded lines and grouped labels as phones and programs write them. Cards
/// without a name and an address are left out. Pictures, keys and sounds are not read. Bounded: 2 MB, 100 cards, 50 entries of a kind, 1,000 characters an
/// entry. Never fails. Thread: any.
/// \param bytes  as the part holds them. \param charset  of the part; empty: none
[[nodiscard]] std::vector<ContactCard> readContactCards(std::string_view bytes, std::string_view charset = {});

} // namespace tern::calendar
