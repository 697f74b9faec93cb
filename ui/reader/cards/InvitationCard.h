// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/calendar/Invitation.h"
#include "core/store/Records.h"
#include "ui/reader/cards/CardPanel.h"

class QLineEdit;

namespace tern::ui {

class CardDesk;

/// An invitation: what, when in local time, where, with whom; what is odd about it; and the answer. Nothing is sent without a click.
/// Thread: UI.
class InvitationCard final : public CardPanel {
    Q_OBJECT
public:
    explicit InvitationCard(CardDesk &desk, QWidget *parent = nullptr);

    /// Fills the card from the desk's message. \return false: it holds no invitation.
    bool show();
    /// What became of an answer may have changed.
    void refresh();
    [[nodiscard]] bool canAnswer() const { return m_canAnswer; }
    void answer(calendar::Answer answer);

private:
    /// What is known beside the message itself.
    struct Standing {
        bool isOutdated = false;        ///< a newer version was read
        bool isCalledOff = false;       ///< by this message or a newer one
        std::optional<store::EventRecord> answered;
        std::optional<store::OutboxState> answerState;
        QStringList clashes;
    };
    [[nodiscard]] Standing standing() const;
    [[nodiscard]] QStringList warnings(const Standing &standing) const;
    void fill();
    void addFacts(const Standing &standing);
    void addAnswer(const Standing &standing);
    void addButtons(const Standing &standing);

    CardDesk &m_desk;
    std::shared_ptr<const calendar::Invitation> m_invitation;
    int m_attendee = -1;
    bool m_canAnswer = false;
    bool m_changesAnswer = false;       ///< the person wants to answer otherwise
    QLineEdit *m_note = nullptr;
    QString m_noteText;
};

} // namespace tern::ui
