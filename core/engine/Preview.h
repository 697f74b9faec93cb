// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/calendar/ContactCard.h"
#include "core/calendar/Invitation.h"
#include "core/engine/EngineTypes.h"
#include "core/files/FileLook.h"
#include "core/files/PreviewChild.h"
#include "core/files/ZipListing.h"

namespace tern::engine {

/// How an attachment is to be shown.
struct PreviewWish {
    int page = 0;                     ///< of a PDF, from 0
    int width = 1'600, height = 1'200;///< pixels there are for a picture or a page
};

/// What can be shown of an attachment without another program.
struct Preview {
    enum class Kind {
        Nothing,        ///< only what it is can be said
        Drawn,          ///< a picture or a page
        Text,
        Zip,
        Mail,
        Invitation,
        Contacts
    };
    Kind kind = Kind::Nothing;
    QString name;                     ///< safe to show
    std::int64_t size = 0;            ///< bytes
    files::FileLook look;
    files::Drawn drawn;               ///< Drawn; `trouble` says why there is none
    QString text;                     ///< Text; beside an invitation or contacts their source
    std::int64_t left = 0;            ///< bytes of the text that are not shown
    std::optional<files::ZipListing> zip;
    OpenedMessagePtr mail;            ///< a message of its own, whose attachments can be shown and saved like any
    std::optional<calendar::Invitation> invitation;
    std::vector<calendar::ContactCard> contacts;
};

} // namespace tern::engine
