// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/calendar/ContactCard.h"
#include "ui/reader/cards/CardPanel.h"

namespace tern::ui {

class CardDesk;

/// An address card that came with a message: who, how to reach them, "write to" and "copy".
/// Thread: UI.
class ContactPanel final : public CardPanel {
    Q_OBJECT
public:
    ContactPanel(CardDesk &desk, const calendar::ContactCard &card, QWidget *parent = nullptr);
};

/// All of it, a line each, for the clipboard.
[[nodiscard]] QString contactText(const calendar::ContactCard &card);

} // namespace tern::ui
