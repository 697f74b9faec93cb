// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/ListFields.h"
#include "ui/reader/cards/CardPanel.h"

namespace tern::ui {

class CardDesk;

/// What a mailing list or a newsletter offers: its archive, and the way out of it [RFC 2369, 8058]. What leaving means is said before it happens.
/// Thread: UI.
class ListStrip final : public CardPanel {
    Q_OBJECT
public:
    explicit ListStrip(CardDesk &desk, QWidget *parent = nullptr);
    /// \return false: the desk's message is from no list.
    bool show();
    [[nodiscard]] bool canUnsubscribe() const;
    /// Says what leaving means and asks; a second click does it.
    void askToUnsubscribe();

private:
    /// How one can leave, the best way first.
    enum class Way { None, OneClick, Mail, Page };
    [[nodiscard]] Way way() const;
    void fill();
    void checkSignature();
    void leave(Way way);
    void left();

    CardDesk &m_desk;
    std::optional<mime::ListFields> m_list;
    bool m_asks = false;
    bool m_isLeaving = false;
    bool m_oneClickFailed = false;
    bool m_isSigned = false;            ///< the one-click way is the sender's own
    QString m_checked;                  ///< what came of looking for that; empty: nobody looked
};

} // namespace tern::ui
